import { InvalidInputError } from "../errors/invalid-input-error.js";
import { InvalidOutputError } from "../errors/invalid-output-error.js";
import type { SchemaIssue } from "../errors/schema-issue.js";

/** Standard Schema v1, as zod, valibot, arktype and others give it. */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

export type StandardResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What the schema makes of a value, or what is wrong with it. */
export type Validated<Output> = { readonly value: Output } | { readonly issues: readonly SchemaIssue[] };

/** `path` stands before the paths of the issues. What the schema throws itself passes. */
export async function validate<Output>(
  schema: StandardSchema<unknown, Output>,
  value: unknown,
  path: readonly PropertyKey[] = [],
): Promise<Validated<Output>> {
  const result = await schema["~standard"].validate(value);
  if (!result.issues) return { value: result.value };
  return {
    issues: result.issues.map((issue) => ({
      message: issue.message,
      path: pathText([...path, ...(issue.path ?? []).map(keyOf)]),
    })),
  };
}

/**
 * The arguments of a durable function as its `input` schemas give them, one for each argument; arguments without a
 * schema are refused. Throws an InvalidInputError. `where` names the function.
 */
export async function checkInput(
  schemas: readonly StandardSchema[] | undefined,
  args: readonly unknown[],
  where: string,
): Promise<readonly unknown[]> {
  if (!schemas) return args;
  const checked: unknown[] = [];
  const issues: SchemaIssue[] = [];
  for (const [index, schema] of schemas.entries()) {
    const result = await validate(schema, args[index], schemas.length > 1 ? [index] : []);
    if ("issues" in result) issues.push(...result.issues);
    else checked.push(result.value);
  }
  for (let index = schemas.length; index < args.length; index++) {
    issues.push({ message: "no schema allows this argument", path: `[${index}]` });
  }
  if (issues.length > 0) throw new InvalidInputError(where, issues);
  // an argument that was left out stays left out, unless its schema has a default for it
  while (checked.length > args.length && checked.at(-1) === undefined) checked.pop();
  return checked;
}

/** A durable function's result as its `output` schema gives it. Throws an InvalidOutputError. */
export async function checkOutput(
  schema: StandardSchema | undefined,
  value: unknown,
  where: string,
): Promise<unknown> {
  if (!schema) return value;
  const result = await validate(schema, value);
  if ("issues" in result) throw new InvalidOutputError(where, result.issues);
  return result.value;
}

const keyOf = (part: PropertyKey | { readonly key: PropertyKey }): PropertyKey =>
  typeof part === "object" ? part.key : part;

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number" || /^\d+$/.test(String(key))) return `${text}[${String(key)}]`;
    if (typeof key === "symbol" || !/^[\w$]+$/.test(key)) return `${text}[${JSON.stringify(String(key))}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}
