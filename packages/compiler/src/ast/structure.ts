import * as t from "@babel/types";
import { Bytes } from "./bytes.js";

/** What of a kind of node belongs to its structure: fields that are no nodes (names, operators, values), and children. */
interface Shape {
  readonly fields: readonly string[];
  readonly children: readonly string[];
  /** Whether there are passes that ask for the structure of such a node inside another. */
  readonly isKept: boolean;
}

/** How a short field begins. */
const LENGTHS = Array.from({ length: 50 }, (_, length) => ` ${length}:`);

const shapes = new Map<string, Shape>();

function shapeOf(type: string): Shape {
  const known = shapes.get(type);
  if (known) return known;
  const children = t.VISITOR_KEYS[type]!;
  const fields = Object.keys(t.NODE_FIELDS[type] ?? {}).filter((field) => !children.includes(field));
  const isKept = /Function|Class|Method$|^StaticBlock$/.test(type);
  const shape = { fields, children, isKept };
  shapes.set(type, shape);
  return shape;
}

/** The structure of code and of what is in it, described once, as bytes to be hashed. Types must be erased before. */
export class Structure {
  readonly #text: Bytes;
  /** Where that of a node begins and ends. */
  readonly #kept = new Map<t.Node, readonly [start: number, end: number]>();

  constructor(root: t.Node) {
    this.#text = new Bytes(8 * ((root.end ?? 0) - (root.start ?? 0)) + 256);
    this.#describe(root, true);
  }

  /** The same bytes for the same code, whatever its formatting, quotes and comments. */
  of(node: t.Node): Uint8Array {
    const place = this.#kept.get(node);
    return place ? this.#text.slice(...place) : structureOf(node);
  }

  #describe(node: t.Node, isAsked: boolean): void {
    const { type } = node;
    if (type === "Identifier" && !isAsked && !node.optional && !node.decorators && !node.typeAnnotation)
      return this.#describeName(node.name);
    const values = node as unknown as Record<string, unknown>;
    const { fields, children, isKept } = shapeOf(type);
    const text = this.#text;
    const start = text.length;
    text.write(type);
    for (const field of fields) {
      const value = values[field];
      if (value === undefined || value === null || value === false) continue;
      const plain = type === "TemplateElement" ? (node as t.TemplateElement).value.raw : String(value);
      // The length tells where it ends.
      text.write(LENGTHS[plain.length] ?? ` ${plain.length}:`);
      text.write(plain);
    }
    text.write("(");
    // What is awaited is asked for.
    const isAwaited = type === "AwaitExpression" || type === "YieldExpression" || type === "ForOfStatement";
    for (const key of children) {
      const value = values[key] as t.Node | (t.Node | null)[] | null | undefined;
      if (Array.isArray(value)) this.#describeList(value);
      else if (value) this.#describe(value, isAwaited);
      text.write(",");
    }
    text.write(")");
    if (isKept || isAsked) this.#kept.set(node, [start, text.length]);
  }

  /** An identifier, as there are many: without types it is a name and nothing else. */
  #describeName(name: string): void {
    const text = this.#text;
    text.write("Identifier");
    text.write(LENGTHS[name.length] ?? ` ${name.length}:`);
    text.write(name);
    text.write("(,,)");
  }

  #describeList(list: readonly (t.Node | null)[]): void {
    const text = this.#text;
    text.write("[");
    for (const item of list) {
      if (item) this.#describe(item, false);
      text.write(",");
    }
    text.write("]");
  }
}

/** The structure of one piece of code. */
export const structureOf = (node: t.Node): Uint8Array => new Structure(node).of(node);
