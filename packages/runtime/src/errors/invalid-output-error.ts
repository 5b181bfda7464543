import { invalidOutput } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";
import { issuesText, type SchemaIssue } from "./schema-issue.js";

/** A durable function returned what its `output` schema does not allow. The function is not run again for it. */
export class InvalidOutputError extends PerdureError {
  declare readonly retryable: false;
  readonly issues: readonly SchemaIssue[];

  /** `where`: the function, for people. */
  constructor(where: string, issues: readonly SchemaIssue[]) {
    super(invalidOutput({ where, issues: issuesText(issues) }));
    this.issues = issues;
  }

  static {
    Object.assign(this.prototype, { name: "InvalidOutputError", retryable: false });
  }
}
