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
export function structureOf(node: t.Node): string {
  const values = node as unknown as Record<string, unknown>;
  let text = node.type;
  for (const field of fieldsOf(node.type)) {
    const value = values[field];
    if (value === undefined || value === null || value === false) continue;
    const plain = node.type === "TemplateElement" ? node.value.raw : String(value);
    text += ` ${plain.length}:${plain}`;
  }
  const keys = t.VISITOR_KEYS[node.type]!;
  if (keys.length === 0) return text;
  text += "(";
  for (const key of keys) {
    const value = values[key] as t.Node | (t.Node | null)[] | null | undefined;
    if (!value) text += ",";
    else if (!Array.isArray(value)) text += `${structureOf(value)},`;
    else text += `[${value.map((item) => item && structureOf(item)).join()}]`;
  }
  return `${text})`;
}
