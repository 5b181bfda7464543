/** One thing that a schema found wrong. */
export interface SchemaIssue {
  readonly message: string;
  /** From the value to the place: `items[3].price`; empty where the value itself is meant. */
  readonly path: string;
}

/** `items[3].price: expected a number; name: too short` */
export const issuesText = (issues: readonly SchemaIssue[]): string =>
  issues.map(({ message, path }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
