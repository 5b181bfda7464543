/** Of one line of control, where every promise is awaited at once. */
export const SEQUENTIAL = [
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

/** Of several: what is started now and awaited later, or never. */
const CONCURRENT = [
  // Promises, by what settles them.
  "started-operation",
  "started-helper",
  "started-closure",
  "started-request",
  "task",
  "settled-promise",
  "chain",
  "combination",
  "mapped-tasks",
  "spawn",
  "child",
  "event",
  "resolvers",
  // Where they are kept, and how they are awaited.
  "promise-variable",
  "promise-array",
  "promise-map",
  "dropped-promise",
  "promise-await",
  "for-await-promises",
] as const;

/** What a generated program may use; each can be left out. */
export const FEATURES = [...SEQUENTIAL, ...CONCURRENT] as const;
export type Feature = (typeof FEATURES)[number];

/** Names for many features at once. */
const GROUPS: Readonly<Record<string, readonly Feature[]>> = {
  sequential: SEQUENTIAL,
  concurrent: CONCURRENT,
};

const isAvailable = (feature: Feature): boolean => feature !== "resolvers" || "withResolvers" in Promise;

/** All that this Node has. */
export const ALL_FEATURES: ReadonlySet<Feature> = new Set(FEATURES.filter(isAvailable));

export const isConcurrent = (features: ReadonlySet<Feature>): boolean =>
  CONCURRENT.some((feature) => features.has(feature));

/** Those of one line of control. */
export const withoutConcurrent = (features: ReadonlySet<Feature>): ReadonlySet<Feature> =>
  new Set(SEQUENTIAL.filter((feature) => features.has(feature)));

/** Reads a list such as "class,private" or "concurrent"; throws for a name that is none. */
export function readFeatures(list: string): Feature[] {
  const names = list.split(",").map((name) => name.trim());
  const known = [...Object.keys(GROUPS), ...FEATURES];
  const wrong = names.filter((name) => !known.includes(name));
  if (wrong.length)
    throw new TypeError(`No such feature: ${wrong.join(", ")}. There are ${known.join(", ")}.`);
  return names.flatMap((name) => GROUPS[name] ?? (name as Feature));
}
