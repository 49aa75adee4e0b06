// The releases of a development server: the newest attempt, and the last one that succeeded.
export class Releases {
  #make;
  #attempt; // { promise, controller }
  #last;
  #closed = false;

  /** make(signal): a promise of a release. After an abort it settles when everything that it started has ended. */
  constructor(make) {
    this.#make = make;
  }

  /** The release of the newest attempt, which the first call starts; rejects as it does. */
  async current() {
    for (;;) {
      const attempt = (this.#attempt ??= this.#start());
      try {
        return await attempt.promise;
      } catch (error) {
        if (attempt === this.#attempt || this.#closed) throw error;
      }
    }
  }

  /** The last release that succeeded, which open pages use; undefined if there is none. */
  get last() {
    return this.#last;
  }

  get isStarted() {
    return this.#attempt !== undefined;
  }

  /** Starts another attempt in place of one that is running: resolves with { error }, or undefined if that is replaced, too. */
  async renew() {
    const replaced = this.#attempt;
    replaced?.controller.abort();
    const attempt = (this.#attempt = this.#start(replaced));
    const error = await attempt.promise.then(() => undefined, (reason) => reason);
    return attempt === this.#attempt && !this.#closed ? { error } : undefined;
  }

  /** Ends what is running. */
  async close() {
    this.#closed = true;
    this.#attempt?.controller.abort();
    await this.#attempt?.promise.catch(() => {});
  }

  #start(replaced) {
    const controller = new AbortController();
    const promise = this.#follow(replaced, controller.signal);
    promise.catch(() => {}); // whoever wants it is told
    return { promise, controller };
  }

  async #follow(replaced, signal) {
    await replaced?.promise.catch(() => {});
    if (this.#closed) throw new Error("the server has ended");
    signal.throwIfAborted();
    const release = await this.#make(signal);
    signal.throwIfAborted();
    this.#last = release;
    return release;
  }
}
