import * as t from "@babel/types";

/** The fields of each kind of node that are no nodes: names, operators, values. */
const ownFields = new Map<string, readonly string[]>();

function fieldsOf(type: string): readonly string[] {
  const known = ownFields.get(type);
  if (known) return known;
  const children = new Set(t.VISITOR_KEYS[type]);
  const fields = Object.keys(t.NODE_FIELDS[type] ?? {}).filter((field) => !children.has(field));
  ownFields.set(type, fields);
  return fields;
}

/** The same text for the same code, whatever its formatting, quotes and comments. Types must be erased before. */
export function structureOf(root: t.Node): string {
  let text = "";
  const describe = (node: t.Node): void => {
    const values = node as unknown as Record<string, unknown>;
    text += node.type;
    for (const field of fieldsOf(node.type)) {
      const value = values[field];
      if (value === undefined || value === null || value === false) continue;
      const plain = node.type === "TemplateElement" ? node.value.raw : String(value);
      // The length tells where it ends.
      text += ` ${plain.length}:${plain}`;
    }
    text += "(";
    for (const key of t.VISITOR_KEYS[node.type]!) {
      const value = values[key] as t.Node | (t.Node | null)[] | null | undefined;
      if (Array.isArray(value)) describeList(value);
      else if (value) describe(value);
      text += ",";
    }
    text += ")";
  };
  const describeList = (list: readonly (t.Node | null)[]): void => {
    text += "[";
    for (const item of list) {
      if (item) describe(item);
      text += ",";
    }
    text += "]";
  };
  describe(root);
  return text;
}
