import { invalidInput } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";
import { issuesText, type SchemaIssue } from "./schema-issue.js";

/** The arguments of a durable function are not what its `input` schema asks for; nothing was started. */
export class InvalidInputError extends PerdureError {
  declare readonly retryable: false;
  readonly issues: readonly SchemaIssue[];

  /** `where`: the function, for people. */
  constructor(where: string, issues: readonly SchemaIssue[]) {
    super(invalidInput({ where, issues: issuesText(issues) }));
    this.issues = issues;
  }

  static {
    Object.assign(this.prototype, { name: "InvalidInputError", retryable: false });
  }
}
