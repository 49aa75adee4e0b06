/** The error of a failed run of the program; see index.d.ts. */
export class WasmpairError extends Error {
  name = "WasmpairError";

  constructor(message, { status = 2, report, cause } = {}) {
    super(message, { cause });
    this.status = status;
    this.report = report;
  }
}
