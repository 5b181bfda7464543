/** Property names, array indices and steps such as `get("key")`, `(this)` and `(captured)`. */
export type PathPart = string | number;
export type Path = readonly PathPart[];

/** The path of an object whose content is written later, kept as the pieces that earlier ones left. */
export interface PathChain {
  readonly parts: Path;
  readonly before: PathChain | undefined;
}

export function wholePath(chain: PathChain | undefined): Path {
  const pieces: Path[] = [];
  for (let piece = chain; piece; piece = piece.before) pieces.push(piece.parts);
  return pieces.reverse().flat();
}

/** `order.items[3].socket`. */
export function pathText(path: Path): string {
  if (path.length === 0) return "the value";
  return path.map((part, index) => partText(part, index === 0)).join("");
}

const STEP = /^(?:#?[\p{ID_Start}$_][\p{ID_Continue}$]*|\(.*\)|(?:get\(.*\)|(?:keys|values)\(\)\[\d+\]))$/su;

/** How a path names a property whose key is a symbol. */
export const symbolStep = (key: symbol): string => `[${String(key)}]`;

const SYMBOL = /^\[Symbol\(.*\)\]$/s;

function partText(part: PathPart, first: boolean): string {
  if (typeof part === "number") return `[${part}]`;
  if (SYMBOL.test(part)) return part;
  if (!STEP.test(part)) return `[${JSON.stringify(part)}]`;
  return first ? part : `.${part}`;
}
