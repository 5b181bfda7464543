import type { PageLimits } from "./limits.js";

/** About what an entry that is not a text takes. */
const USUAL_LENGTH = 14;

const lengthOf = (entry: unknown, longest: number): number =>
  typeof entry === "string" && entry.length <= longest ? entry.length + 3 : USUAL_LENGTH;

/** About how long the text of entries is. */
export const textLength = (entries: readonly unknown[], { text }: PageLimits): number =>
  entries.reduce<number>((sum, entry) => sum + lengthOf(entry, text), 0);

/** Cuts a flat list into pieces of whole entries that fit into a page each. */
export function split(list: readonly unknown[], width: number, limits: PageLimits): unknown[][] {
  const pieces: unknown[][] = [];
  let piece: unknown[] = [];
  let length = 0;
  for (let i = 0; i < list.length; i += width) {
    const entry = list.slice(i, i + width);
    const more = textLength(entry, limits);
    const isFull = piece.length >= limits.entries * width || length + more > limits.page;
    if (isFull && piece.length > 0) {
      pieces.push(piece);
      [piece, length] = [[], 0];
    }
    piece.push(...entry);
    length += more;
  }
  pieces.push(piece);
  return pieces;
}
