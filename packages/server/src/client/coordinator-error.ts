/** The coordinator has refused a request, or cannot be reached. `code` says why (PD2300 to PD2329). */
export class CoordinatorError extends Error {
  readonly code: string;
  /** Of the answer; 0: there was none. */
  readonly status: number;

  constructor(message: string, code: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }

  static {
    this.prototype.name = "CoordinatorError";
  }
}
