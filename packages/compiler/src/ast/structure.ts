import * as t from "@babel/types";

/** What of a kind of node belongs to its structure: fields that are no nodes (names, operators, values), and children. */
interface Shape {
  readonly fields: readonly string[];
  readonly children: readonly string[];
  /** Whether there are passes that ask for the structure of such a node inside another. */
  readonly isKept: boolean;
}

const shapes = new Map<string, Shape>();

function shapeOf(type: string): Shape {
  const known = shapes.get(type);
  if (known) return known;
  const children = t.VISITOR_KEYS[type]!;
  const fields = Object.keys(t.NODE_FIELDS[type] ?? {}).filter((field) => !children.includes(field));
  const isKept = /Function|Class|Method$|^StaticBlock$|^CallExpression$/.test(type);
  const shape = { fields, children, isKept };
  shapes.set(type, shape);
  return shape;
}

/** The structure of code and of what is in it, described once. Types must be erased before. */
export class Structure {
  readonly #kept = new Map<t.Node, string>();

  constructor(root: t.Node) {
    this.#describe(root);
  }

  /** The same text for the same code, whatever its formatting, quotes and comments. */
  of(node: t.Node): string {
    return this.#kept.get(node) ?? this.#describe(node);
  }

  #describe(node: t.Node): string {
    const values = node as unknown as Record<string, unknown>;
    const { fields, children, isKept } = shapeOf(node.type);
    let text: string = node.type;
    for (const field of fields) {
      const value = values[field];
      if (value === undefined || value === null || value === false) continue;
      const plain = node.type === "TemplateElement" ? node.value.raw : String(value);
      // The length tells where it ends.
      text += ` ${plain.length}:${plain}`;
    }
    text += "(";
    for (const key of children) {
      const value = values[key] as t.Node | (t.Node | null)[] | null | undefined;
      if (Array.isArray(value)) text += this.#describeList(value);
      else if (value) text += this.#describe(value);
      text += ",";
    }
    text += ")";
    if (isKept) this.#kept.set(node, text);
    return text;
  }

  #describeList(list: readonly (t.Node | null)[]): string {
    let text = "[";
    for (const item of list) text += item ? `${this.#describe(item)},` : ",";
    return `${text}]`;
  }
}

/** The structure of one piece of code. */
export const structureOf = (node: t.Node): string => new Structure(node).of(node);
