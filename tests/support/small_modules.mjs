// Small modules for tests that pack hundreds of times.
import { buildSource } from "./apps.mjs";
import { goRoot } from "./fixtures.mjs";

const release = "1.24";

/// Two different programs: { earlier, later, goroot }; earlier and later are { file, options }.
export function smallModules() {
  // Fast, with the same system calls in every run.
  const goroot = goRoot(release);
  const options = ["--goroot", goroot, "--level", "fast", "--no-cache", "--jobs", "1", "--quiet"];
  const source = (word) => `package main\n\nfunc main() { println("${word}") }\n`;
  const build = (word) => ({ file: buildSource(word, source(word), release), options });
  return { earlier: build("earlier"), later: build("later"), goroot };
}
