// From the plugin's options to a release: compiled, if the option `build` names programs, and packed.
import { compile, compileRequest } from "./compile.js";
import { packInMemory } from "./release.js";

/**
 * The release, in memory. place: { config, base, signal }, where base is the prefix of URLs. watched: setSources(sources)
 * and addFile(file) are called with what affects the result, even if it fails.
 */
export async function makeRelease({ build, buildFlags, ...options }, { config, base, signal }, watched) {
  if (!build && [options.modules ?? []].flat().length === 0) {
    throw new Error('neither modules nor build is given\n  Name Go programs, such as build: "./cmd/app", or .wasm files.');
  }
  const packing = { ...options, cwd: config.root, base, signal };
  if (!build) return packInMemory(packing, watched.addFile);
  const request = compileRequest({ ...options, build, buildFlags }, config);
  const compiled = await compile(request, watched.setSources, signal);
  const modules = [...compiled, ...[options.modules ?? []].flat()];
  return packInMemory({ ...packing, modules, moduleDir: request.cwd }, watched.addFile);
}
