// What the engine calls a captured variable in compiled code, such a one that is called, what was awaited, and a closure being made.
const SCOPES = /\$scope_\w+\./g;
const CALLED = /\(0 , \$scope_\w+\.(\w+)\)/g;
const AWAITED = /^\$value\b(?=.* is not (?:a function|a constructor|iterable|async iterable)\b)/;
const CLOSURES = /\$make_\w+\(\.\.\.\)/g;

/** Errors of the language name what has failed by its text in compiled code: changes that to the author's. */
export function said(error: unknown): void {
  if (!(error instanceof TypeError)) return;
  const { message, stack } = error;
  if (typeof message !== "string" || !message.includes("$") || Object.isFrozen(error)) return;
  const text = original(message);
  if (text === message) return;
  error.message = text;
  if (typeof stack === "string") error.stack = stack.replace(message, () => text);
}

const original = (text: string): string =>
  text
    .replace(CALLED, "$1")
    .replace(SCOPES, "")
    .replace(AWAITED, "(intermediate value)")
    .replace(CLOSURES, "(intermediate value)");
