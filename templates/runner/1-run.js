// Runs command-line programs. The loader loads this script, like a shim, for prepare() and for load() with files or stdin.
"use strict";
{
// One compiled module, many runs ---------------------------------------------------------------------------------------

/** parts: the bundle, its compiled module and an instance of the shim's Go; and functions of the loader. */
function prepare({ bundle, go: { constructor: Go }, module, context, connect, importsOf, start }) {
  const { name, imports } = context;

  async function run({ args = [], env = {}, stdin = "", files = {}, onOutput } = {}) {
    const system = systemOf({ stdin, files });
    const written = { stdout: new Output("stdout", onOutput), stderr: new Output("stderr", onOutput) };
    const extend = (fs) => {
      fs.writeSync = (fd, bytes) => written[fd === 2 ? "stderr" : "stdout"].write(bytes); // instead of the console
      return system.extend(fs);
    };
    const go = connect(new Go(), () => {}, { extend });
    const instance = await WebAssembly.instantiate(module, await importsOf(go, imports));
    let code;
    try {
      code = await (await start(go, instance, bundle, { name, args, env })).exited;
    } catch (error) {
      if (error.code !== "program-exited") throw Object.assign(error, { output: written.stderr.text() });
      code = error.exitCode;
    }
    const { stdout, stderr } = written;
    return { code, stdout: stdout.text(), stderr: stderr.text(), stdoutBytes: stdout.bytes(), files: system.files() };
  }

  return { bundle, module, run };
}

/** What a program writes to one stream. */
class Output {
  #content = new GrowingBytes();
  #decoder = new TextDecoder();
  #tell;

  constructor(stream, tell) {
    this.#tell = (text) => tell?.({ stream, text });
  }

  write(bytes) {
    this.#content.write(bytes, this.#content.length);
    this.#tell(this.#decoder.decode(bytes, { stream: true }));
    return bytes.length;
  }

  bytes() {
    return this.#content.bytes();
  }

  text() {
    return new TextDecoder().decode(this.bytes());
  }
}
