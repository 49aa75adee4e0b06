// The program is compiled once; each message runs it, with the query as its argument and the JSON as standard input.
const command = import(new URL({{json loader}}, import.meta.url).href).then(({ prepare }) => prepare({{json bundles.query}}));

addEventListener("message", async ({ data: { query, json } }) => {
  try {
    const { stdout, stderr } = await (await command).run({ args: [query], stdin: json });
    postMessage({ stdout, stderr });
  } catch (error) {
    postMessage({ stderr: `${error.message} ${error.advice ?? ""}` });
  }
});
