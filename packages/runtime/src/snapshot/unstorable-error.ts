import { PerdureError } from "../errors/perdure-error.js";
import type { Message } from "../generated/messages.js";
import { pathText, type Path } from "./path.js";

/** A value that a snapshot cannot hold; `encode` throws it. */
export class UnstorableError extends PerdureError {
  /** From the encoded value to the one that cannot be stored; empty where they are the same. */
  readonly path: Path;
  /** `order.items[3].socket`, or `the value` for an empty path. */
  readonly pathText: string;
  /** What it is: `Socket`, `WeakMap`, `function sendMail`. */
  readonly kind: string;

  constructor(
    message: (parameters: { path: string; kind: string }) => Message,
    path: Path,
    kind: string,
    options?: ErrorOptions,
  ) {
    const text = pathText(path);
    super(message({ path: text, kind }), options);
    this.path = path;
    this.pathText = text;
    this.kind = kind;
  }

  static {
    this.prototype.name = "UnstorableError";
  }
}
