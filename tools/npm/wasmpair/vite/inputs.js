// What the release of a development server is made from.
import path from "node:path";

/** Milliseconds. A save, and the linker's writes, cause several events. */
const timeToSettle = 100;

export class Inputs {
  #server;
  #files = new Set();
  #sources;
  #watched = new Set();
  #since = new Set(); // what has changed since the attempt was started
  #timer;
  #changed;

  /** changed() is called a moment after an input has changed. */
  constructor(server, changed) {
    this.#server = server;
    this.#changed = changed;
    server.watcher.on("all", (_event, name) => {
      const file = path.resolve(name);
      this.#since.add(file);
      if (this.#has(file)) this.#settle();
    });
  }

  /** Call it before the inputs are read. */
  start() {
    this.#since.clear();
  }

  addFile = (file) => {
    this.#files.add(file);
    this.#watch([file]);
  };

  /** The sources of the Go programs; some may have changed while it was not known that they are. */
  setSources = (sources) => {
    const known = [...this.#since].filter((file) => this.#has(file));
    this.#sources = sources;
    this.#watch(sources.outside(this.#server.config.root));
    if ([...this.#since].some((file) => this.#has(file) && !known.includes(file))) this.#settle();
  };

  close() {
    clearTimeout(this.#timer);
    this.#changed = () => {};
  }

  #has(file) {
    return this.#files.has(file) || Boolean(this.#sources?.has(file));
  }

  #settle() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed(), timeToSettle);
  }

  #watch(places) {
    const added = places.filter((place) => !this.#watched.has(place));
    if (added.length === 0) return;
    for (const place of added) this.#watched.add(place);
    this.#server.watcher.add(added);
  }
}
