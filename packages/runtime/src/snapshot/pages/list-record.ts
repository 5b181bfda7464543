import { align } from "./align.js";
import type { PageLimits } from "./limits.js";
import {
  entriesOf,
  hasEntries,
  listKind,
  sizeOf,
  widthOf,
  type List,
  type ListKind,
} from "./list-entries.js";
import type { PageRecord } from "./record.js";
import { split, textLength } from "./split.js";

/** A piece of a collection in a page of its own; pieces stand in the order of `at`. */
export interface Part {
  /** 0: it has none yet. */
  page: number;
  at: number;
  readonly entries: readonly unknown[];
}

interface StoredPart {
  readonly page: number;
  readonly at: number;
  readonly count: number;
}

/** An array, Map or Set that has nothing but its entries. */
export class ListRecord implements PageRecord {
  readonly number: number;
  readonly value: List;
  readonly kind: ListKind;
  page = 0;
  /** A single one without a page stands with others in a page. */
  parts: readonly Part[];
  /** Of the flat list. */
  #length: number;

  private constructor(value: List, number: number, kind: ListKind, parts: readonly Part[]) {
    this.value = value;
    this.number = number;
    this.kind = kind;
    this.parts = parts;
    this.#length = parts.reduce((sum, { entries }) => sum + entries.length, 0);
  }

  /** `before`: the record of the same collection in an earlier state, whose parts stay where they can. */
  static of(value: object, number: number, limits: PageLimits, before?: PageRecord): ListRecord | undefined {
    const kind = listKind(value);
    if (!kind) return undefined;
    const list = value as List;
    const entries = entriesOf(list);
    if (entries.some((entry) => typeof entry === "symbol")) return undefined;
    const older =
      before instanceof ListRecord && before.isInParts && before.kind === kind ? before.parts : undefined;
    const parts = older
      ? partsAlong(older, entries, widthOf(list), limits)
      : split(entries, widthOf(list), limits).map((piece, at) => ({ page: 0, at, entries: piece }));
    return new ListRecord(list, number, kind, parts);
  }

  /** As it was read: with so many places of the flat list in each part, or among others in a page. */
  static read(
    value: object,
    number: number,
    stored: readonly StoredPart[] | undefined,
  ): ListRecord | undefined {
    const kind = listKind(value);
    if (!kind) return undefined;
    const entries = entriesOf(value as List);
    if (entries.some((entry) => typeof entry === "symbol")) return undefined;
    let from = 0;
    const parts = (stored ?? [{ page: 0, at: 0, count: entries.length }]).map(({ page, at, count }) => ({
      page,
      at,
      entries: entries.slice(from, (from += count)),
    }));
    return from === entries.length ? new ListRecord(value as List, number, kind, parts) : undefined;
  }

  /** Whether it has pages of its own; what has them keeps them. */
  get isInParts(): boolean {
    return this.parts.length > 1 || this.parts[0]!.page > 0;
  }

  weight(limits: PageLimits): number {
    return textLength(this.parts[0]!.entries, limits) + 2;
  }

  isSame(): boolean {
    if (sizeOf(this.value) * widthOf(this.value) !== this.#length) return false;
    return listKind(this.value) === this.kind && hasEntries(this.value, this.parts);
  }

  *children(before?: PageRecord): Iterable<unknown> {
    const older = before instanceof ListRecord ? before.parts : [];
    let at = 0;
    while (at < older.length && older[at] === this.parts[at]) at++;
    const known = new Set(older.slice(at));
    for (const part of this.parts.slice(at)) if (!known.has(part)) yield* part.entries;
  }

  /**
   * Takes what was pushed since, without a look at what was there before. Gives the first new part's place among the
   * parts, or undefined where the array has not merely grown.
   */
  grow(limits: PageLimits): number | undefined {
    const list = this.value as readonly unknown[];
    const pushed = list.slice(this.#length);
    if (list.length < this.#length || pushed.some((entry) => typeof entry === "symbol")) return undefined;
    if (pushed.length === 0) return this.parts.length;
    const last = this.parts.at(-1)!;
    const pieces = split([...last.entries, ...pushed], 1, limits);
    const isFull = isSameList(pieces[0]!, last.entries);
    const from = this.parts.length - 1;
    const parts = pieces.map((entries, i): Part => {
      if (i === 0 && isFull) return last;
      return { page: i === 0 ? last.page : 0, at: last.at + i, entries };
    });
    this.parts = [...this.parts.slice(0, from), ...parts];
    this.#length = list.length;
    return isFull ? from + 1 : from;
  }
}

/** New parts along older ones: those that are as before are the same objects. */
function partsAlong(
  older: readonly Part[],
  entries: readonly unknown[],
  width: number,
  limits: PageLimits,
): readonly Part[] {
  const [same, places] = sameParts(older, entries);
  const changed = older.slice(same);
  const cuts = align(
    entries.slice(places),
    changed.map((part) => part.entries),
    width,
  );
  const parts = cuts.flatMap((cut, i): Part[] => {
    const before = changed[i]!;
    if (isSameList(cut, before.entries)) return [before];
    if (cut.length === 0) return [];
    const pieces = split(cut, width, limits);
    const room = (changed[i + 1]?.at ?? before.at + pieces.length) - before.at;
    return pieces.map((piece, j) => {
      if (j === 0 && isSameList(piece, before.entries)) return before;
      return { page: j === 0 ? before.page : 0, at: before.at + (room * j) / pieces.length, entries: piece };
    });
  });
  parts.unshift(...older.slice(0, same));
  if (parts.length === 0) return [{ page: older[0]!.page, at: 0, entries: [] }];
  const isInOrder = parts.every(({ at }, i) => i === 0 || at > parts[i - 1]!.at);
  return isInOrder ? parts : parts.map(({ page, entries: piece }, at) => ({ page, at, entries: piece }));
}

/** How many parts, and how many places of the flat list, are at the beginning as they were; the last part may grow. */
function sameParts(older: readonly Part[], entries: readonly unknown[]): [number, number] {
  let places = 0;
  for (let same = 0; same < older.length - 1; same++) {
    const part = older[same]!.entries;
    if (places + part.length > entries.length) return [same, places];
    for (let i = 0; i < part.length; i++) if (!Object.is(entries[places + i], part[i])) return [same, places];
    places += part.length;
  }
  return [Math.max(older.length - 1, 0), places];
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((entry, i) => Object.is(entry, b[i]));
