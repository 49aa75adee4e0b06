// What Go programs are compiled from: the files and directories whose change makes another program.
import path from "node:path";

export class Sources {
  #root;
  #files = new Set();
  #folders = new Set(); // of packages: a new file belongs to them
  #embedded = []; // patterns of embedded files: { place, expression }, where place is a directory above them
  #expectsAny = false;

  /** root: the directory of the module. */
  constructor(root) {
    this.#root = root;
  }

  /** go.mod, go.work: with the files of checksums beside them. */
  addModuleFiles(files) {
    for (const file of files) {
      this.#files.add(file);
      this.#files.add(file.replace(/\.(mod|work)$/, (extension) => (extension === ".mod" ? ".sum" : ".work.sum")));
    }
  }

  /** A package as `go list -json` describes it. Those of Go and of downloaded modules do not change. */
  addPackage({ Dir, Standard, Module, GoFiles = [], IgnoredGoFiles = [], SFiles = [], HFiles = [], EmbedFiles = [], EmbedPatterns = [], Incomplete }) {
    if (Incomplete) this.#expectsAny = true;
    if (!Dir || Standard || isDownloaded(Module)) return;
    if (Module?.GoMod) this.addModuleFiles([Module.GoMod]);
    this.#folders.add(Dir);
    for (const name of [...GoFiles, ...IgnoredGoFiles, ...SFiles, ...HFiles]) this.#files.add(path.resolve(Dir, name));
    for (const name of EmbedFiles) this.#files.add(path.join(Dir, name));
    for (const pattern of EmbedPatterns) this.#embedded.push(embedded(Dir, pattern.replace(/^all:/, "")));
  }

  /** After a failure, any source in the module may be the missing one. */
  expectAny() {
    this.#expectsAny = true;
  }

  has(file) {
    return this.#files.has(file) || (isSource(file) && !isTest(file) && this.#folders.has(path.dirname(file)))
      || (this.#expectsAny && isSource(file) && isInside(file, this.#root))
      || this.#embedded.some(({ expression }) => expression.test(file));
  }

  /** The files, for a watcher that is given each by name. */
  get files() {
    return [...this.#files];
  }

  /** What a watcher of a directory must watch besides it. */
  outside(directory) {
    return [...this.#files, ...this.#folders, ...this.#embedded.map(({ place }) => place)].filter((place) => !isInside(place, directory));
  }
}

function isDownloaded(module) {
  return module !== undefined && !module.Main && Boolean(module.Replace ? module.Replace.Version : module.Version);
}

const isInside = (file, directory) => file === directory || file.startsWith(directory.endsWith(path.sep) ? directory : directory + path.sep);

const isSource = (file) => /(\.(go|s|S|h)|\/go\.(mod|sum|work))$/.test(file) && !/\/[._][^/]*$/.test(file);
const isTest = (file) => file.endsWith("_test.go");

/** A pattern of go:embed (path.Match): what it matches, with all that is in it, and the directory without wildcards. */
function embedded(directory, pattern) {
  const parts = pattern.split("/");
  const wild = parts.findIndex((part) => /[*?[\\]/.test(part));
  const place = path.join(directory, ...(wild < 0 ? parts : parts.slice(0, wild)));
  const wildcards = { "*": "[^/]*", "?": "[^/]" };
  // A class of characters, or whatever follows a backslash, is taken for any character.
  const glob = pattern.replaceAll(/\[[^\]]*\]|\\./g, "?").replaceAll(/[*?]|[^\w/-]/gu, (each) => wildcards[each] ?? `\\u{${each.codePointAt(0).toString(16)}}`);
  const escaped = directory.replaceAll(/[^\w/-]/gu, (each) => `\\u{${each.codePointAt(0).toString(16)}}`);
  return { place, expression: new RegExp(`^${escaped}/${glob}(/|$)`, "u") };
}
