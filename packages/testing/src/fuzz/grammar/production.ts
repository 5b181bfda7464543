import type { Feature } from "../features.js";
import type { Node } from "../tree/node.js";
import type { Binding, Place } from "./place.js";
import type { Writer } from "./writer.js";

/** One way to write an expression. */
export interface ExpressionRule {
  readonly feature: Feature;
  readonly weight: number;
  readonly when?: (place: Place) => boolean;
  readonly write: (writer: Writer, place: Place) => Node;
}

/** A statement, and the names that the statements after it may use. */
export interface Declaration {
  readonly node: Node;
  readonly declares: readonly Binding[];
}

/** One way to write a statement. */
export interface StatementRule {
  readonly feature: Feature;
  readonly weight: number;
  readonly when?: (place: Place) => boolean;
  readonly write: (writer: Writer, place: Place) => Node | Declaration;
}
