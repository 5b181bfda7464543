/** How far from where it was a piece's successor is looked for, in entries. */
const REACH = 64;

/**
 * Cuts a list anew along older pieces of it, so that pieces in whose place the same entries stand stay as they are: what
 * was set, put in, taken out or added at the end changes the pieces around it. Gives one piece for each older one; the
 * last one has the rest.
 */
export function align(
  list: readonly unknown[],
  pieces: readonly (readonly unknown[])[],
  width: number,
): unknown[][] {
  const cuts: unknown[][] = [];
  let at = 0;
  for (let i = 0; i < pieces.length; i++) {
    const end = i === pieces.length - 1 ? list.length : endOf(list, at, pieces[i]!, pieces[i + 1]!, width);
    cuts.push(list.slice(at, end));
    at = end;
  }
  return cuts;
}

/** Where the next piece's first entries stand, nearest to where they would if nothing was put in or taken out. */
function endOf(
  list: readonly unknown[],
  from: number,
  piece: readonly unknown[],
  next: readonly unknown[],
  width: number,
): number {
  const usual = from + piece.length;
  for (let distance = 0; distance <= REACH; distance++) {
    for (const end of [usual + distance * width, usual - distance * width]) {
      if (end >= from && startsAt(list, end, next)) return end;
    }
  }
  return Math.min(usual, list.length);
}

function startsAt(list: readonly unknown[], at: number, piece: readonly unknown[]): boolean {
  const count = Math.min(piece.length, 4);
  if (count === 0 || at + count > list.length) return false;
  for (let i = 0; i < count; i++) if (!Object.is(list[at + i], piece[i])) return false;
  return true;
}
