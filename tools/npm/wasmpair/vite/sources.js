// What Go programs are compiled from: the files and directories whose change makes another program.
import nodePath from "node:path";

export class Sources {
  #path;
  #root;
  #files = new Set();
  #folders = new Set(); // of packages: a new file belongs to them
  #embedded = []; // patterns of embedded files: { place, expression }, where place is a directory above them
  #expectsAny = false;

  /** root: the directory of the module. path: the rules for paths, by default this system's. */
  constructor(root, path = nodePath) {
    this.#path = path;
    this.#root = this.#canonical(path.resolve(root));
  }

  /** go.mod, go.work: with the files of checksums beside them. */
  addModuleFiles(files) {
    for (const file of files.map((each) => this.#canonical(each))) {
      this.#files.add(file);
      this.#files.add(file.replace(/\.(mod|work)$/, (extension) => (extension === ".mod" ? ".sum" : ".work.sum")));
    }
  }

  /** A package as `go list -json` describes it. Those of Go and of downloaded modules do not change. */
  addPackage({ Dir, Standard, Module, GoFiles = [], IgnoredGoFiles = [], SFiles = [], HFiles = [], EmbedFiles = [], EmbedPatterns = [], Incomplete }) {
    if (Incomplete) this.#expectsAny = true;
    if (!Dir || Standard || isDownloaded(Module)) return;
    if (Module?.GoMod) this.addModuleFiles([Module.GoMod]);
    const folder = this.#canonical(Dir);
    this.#folders.add(folder);
    for (const name of [...GoFiles, ...IgnoredGoFiles, ...SFiles, ...HFiles]) this.#files.add(this.#path.resolve(folder, name));
    for (const name of EmbedFiles) this.#files.add(this.#path.join(folder, name));
    for (const pattern of EmbedPatterns) this.#embedded.push(this.#embeddedIn(folder, pattern.replace(/^all:/, "")));
  }

  /** After a failure, any source in the module may be the missing one. */
  expectAny() {
    this.#expectsAny = true;
  }

  has(name) {
    const path = this.#path;
    const file = this.#canonical(name);
    const isSource = isSourceName(path.basename(file));
    return this.#files.has(file) || (isSource && !isTest(file) && this.#folders.has(path.dirname(file)))
      || (this.#expectsAny && isSource && isInside(file, this.#root, path))
      || this.#embedded.some(({ expression }) => expression.test(slashed(file, path)));
  }

  /** The files, for a watcher that is given each by name. */
  get files() {
    return [...this.#files];
  }

  /** What a watcher of a directory must watch besides it. */
  outside(directory) {
    const within = this.#canonical(this.#path.resolve(directory)); // Vite writes slashes on Windows
    const places = [...this.#files, ...this.#folders, ...this.#embedded.map(({ place }) => place)];
    return places.filter((place) => !isInside(place, within, this.#path));
  }

  /** On Windows, the go command and the watcher may write the letter of a drive differently. */
  #canonical(file) {
    const normal = this.#path.normalize(file);
    return this.#path.sep === "\\" ? normal.replace(/^[a-z]:/, (drive) => drive.toUpperCase()) : normal;
  }

  /** A pattern of go:embed (path.Match): what it matches, with all that is in it, and the directory without wildcards. */
  #embeddedIn(directory, pattern) {
    const parts = pattern.split("/");
    const wild = parts.findIndex((part) => /[*?[\\]/.test(part));
    const place = this.#path.join(directory, ...(wild < 0 ? parts : parts.slice(0, wild)));
    const wildcards = { "*": "[^/]*", "?": "[^/]" };
    // A class of characters, or whatever follows a backslash, is taken for any character.
    const glob = pattern.replaceAll(/\[[^\]]*\]|\\./g, "?").replaceAll(/[*?]|[^\w/-]/gu, (each) => wildcards[each] ?? escaped(each));
    const above = slashed(directory, this.#path).replaceAll(/[^\w/-]/gu, escaped);
    return { place, expression: new RegExp(`^${above}/${glob}(/|$)`, "u") };
  }
}

function isDownloaded(module) {
  return module !== undefined && !module.Main && Boolean(module.Replace ? module.Replace.Version : module.Version);
}

const isInside = (file, directory, { sep }) => file === directory || file.startsWith(directory.endsWith(sep) ? directory : directory + sep);

/** With "/" between the names; on other systems than Windows, a backslash is part of a name. */
const slashed = (file, { sep }) => (sep === "\\" ? file.replaceAll("\\", "/") : file);

const isSourceName = (name) => /(\.(go|s|S|h)|^go\.(mod|sum|work))$/.test(name) && !/^[._]/.test(name);
const isTest = (file) => file.endsWith("_test.go");

const escaped = (character) => `\\u{${character.codePointAt(0).toString(16)}}`;
