/** What a generated program may use; each can be left out. */
export const FEATURES = [
  // Awaits, by what they await.
  "run",
  "sleep",
  "memory-await",
  "helper",
  "state",
  // Expressions.
  "operators",
  "logical",
  "conditional",
  "sequence",
  "unary",
  "delete",
  "template",
  "tagged-template",
  "literal",
  "spread",
  "optional-chain",
  "member",
  "call",
  "callback",
  "assignment",
  "compound-assignment",
  "logical-assignment",
  "member-assignment",
  "update",
  // Declarations and plain statements.
  "declaration",
  "var",
  "shadowing",
  "dead-zone",
  "if",
  "block",
  "throw",
  "return",
  // Destructuring.
  "destructuring",
  "destructuring-assignment",
  "destructured-parameters",
  "object-rest",
  // Loops and jumps.
  "for",
  "while",
  "do",
  "for-of",
  "for-of-iterable",
  "for-in",
  "for-in-await",
  "for-target",
  "labels",
  "jumps",
  "switch",
  "try",
  "finally-jumps",
  // Functions.
  "closure",
  "stored-closures",
  "block-function",
  "default-parameters",
  "arguments",
  "recursion",
  "async-closure",
  "async-arrow",
  "stored-async-closures",
  // Objects and classes.
  "object",
  "accessors",
  "super",
  "async-method",
  "class",
  "class-fields",
  "private",
  "static",
  "inheritance",
  // Generators.
  "generator",
  "delegation",
  "held-generator",
  "async-generator",
] as const;

export type Feature = (typeof FEATURES)[number];
export const ALL_FEATURES: ReadonlySet<Feature> = new Set(FEATURES);

/** Reads a list such as "class,private"; throws for a name that is none. */
export function readFeatures(list: string): Feature[] {
  const names = list.split(",").map((name) => name.trim());
  const wrong = names.filter((name) => !(FEATURES as readonly string[]).includes(name));
  if (wrong.length)
    throw new TypeError(`No such feature: ${wrong.join(", ")}. There are ${FEATURES.join(", ")}.`);
  return names as Feature[];
}
