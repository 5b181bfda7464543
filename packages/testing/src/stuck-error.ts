/** An execution waits and nothing can wake it. */
export class StuckError extends Error {
  constructor(id: string, status: string) {
    super(`The execution ${id} is ${status}, and no timer is left that could wake it.`);
  }

  static {
    this.prototype.name = "StuckError";
  }
}
