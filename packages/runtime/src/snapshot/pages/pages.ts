import { readPending } from "../../machine/reference.js";
import type { EncodeOptions } from "../options.js";
import { Book, type PageWrites } from "./book.js";
import { isOpen, standingOf } from "./classify.js";
import { explore } from "./explore.js";
import { PAGE_LIMITS, type PageLimits } from "./limits.js";
import { ListRecord } from "./list-record.js";
import { PlainRecord } from "./plain-record.js";
import type { ReadPages, ReadPart } from "./read-pages.js";
import { TextPage, type PageRecord } from "./record.js";
import { WrittenRecord } from "./written-record.js";

/** What the encoder of a head needs to know of the pages. */
export type HeadOptions = Pick<EncodeOptions, "stored" | "longest">;

/** After so many times that pages had to be given up, the next ones wait longer and longer. */
const PATIENCE = 3;
const LONGEST_PAUSE = 64;

const NONE: ReadonlySet<object | string> = new Set();
const NOTHING: ReadonlySet<object> = new Set();

/**
 * The part of an execution's state that stands in pages. The text of a snapshot, its head, holds everything else and is
 * written at each commit; of the pages those are written whose objects have changed. Objects that have been there for a
 * while move into pages where the head is long, with all that they lead to: nothing in a page leads back to the head.
 * Anybody may change an object at any time, so each one is compared with what was written of it at each commit.
 */
export class Pages {
  readonly #limits: PageLimits;
  readonly #toTag: EncodeOptions["toTag"];
  readonly #book: Book;
  readonly #records = new Map<object | string, PageRecord>();
  /** Those that may have changed. */
  #swept = new Set<PageRecord>();
  /** Arrays that only grow, by what the compiler has proved, and that nothing else leads to what they hold. */
  readonly #growing = new Set<ListRecord>();
  /** Those that the head leads to. */
  #roots: Set<PageRecord> | undefined;
  /** What the head holds, and what it held a commit ago. */
  #met: (object | string)[] = [];
  #older: ReadonlySet<object | string> | undefined = NONE;
  /** Objects that have led to something that no page can hold. */
  readonly #refused = new WeakSet<object>();
  #lastNumber = 0;
  /** New ones since those that nothing leads to were looked for, and how many there were then. */
  #grown = 0;
  #live = 0;
  #givenUp = 0;
  #pause = 0;
  #nextPause = 1;

  constructor(toTag: EncodeOptions["toTag"], limits: PageLimits = PAGE_LIMITS) {
    this.#toTag = toTag;
    this.#limits = limits;
    this.#book = new Book(limits);
  }

  /** Number of pages. */
  get count(): number {
    return this.#book.count;
  }

  /** Length of all pages. */
  get bytes(): number {
    return this.#book.bytes;
  }

  /** Begins with pages that were read, and the objects that were made of them. */
  adopt(read: ReadPages): void {
    // Objects of a restored head have been there for a while.
    this.#older = undefined;
    if (read.pages.length > 0 && !this.#adopted(read)) this.#giveUp();
  }

  /**
   * A head: `write` gives its text, encoded with the options. It may be called again. `growing`: arrays whose old
   * elements cannot have changed.
   */
  encode(write: (options: HeadOptions) => string, growing: ReadonlySet<object> = NOTHING): string {
    if (this.#records.size > 0) {
      readPending();
      if ([...this.#growing].some(({ value }) => !growing.has(value))) this.#sweepAll();
      this.#grow();
      this.#sweep();
      for (const value of growing) this.#trust(this.#records.get(value));
      if (this.#roots && this.#grown > Math.max(this.#limits.garbage, this.#live)) this.#collect();
    }
    let head = this.#head(write);
    if (head.length > this.#limits.head && this.#moveFrom(head.length)) head = this.#head(write);
    this.#older = head.length > this.#limits.head ? new Set(this.#met) : NONE;
    this.#met = [];
    return head;
  }

  /** What the next commit has to write, until one is `written`. */
  writes(): PageWrites | undefined {
    return this.#book.writes((value) => this.#records.get(value)?.number);
  }

  /** What `writes` gave is part of a commit. */
  written(): void {
    this.#book.written();
  }

  #head(write: (options: HeadOptions) => string): string {
    this.#met = [];
    const roots = this.#records.size > 0 ? new Set<PageRecord>() : undefined;
    this.#roots = roots;
    const stored = (value: object | string): number | undefined => {
      const record = this.#records.get(value);
      if (record) roots!.add(record);
      else this.#met.push(value);
      return record?.number;
    };
    return write({ stored, longest: this.#limits.text });
  }

  /** Moves what may move out of a head that is too long; whether there was anything. */
  #moveFrom(length: number): boolean {
    if (this.#pause > 0) {
      this.#pause -= 1;
      return false;
    }
    const { atOnce } = this.#limits;
    const isLong = length > atOnce || this.#older === undefined;
    const from = isLong ? this.#met : this.#met.filter((value) => this.#older!.has(value));
    const { records } = this.#explore(from);
    for (const record of records) this.#place(record);
    if (records.length === 0 && from.length > 0) {
      this.#pause = this.#nextPause;
      this.#nextPause = Math.min(2 * this.#nextPause, LONGEST_PAUSE);
    } else if (records.length > 0) this.#nextPause = 1;
    return records.length > 0;
  }

  /** Brings the pages up to what the objects are now. */
  #sweep(): void {
    const changed: [PageRecord, PageRecord][] = [];
    for (const record of this.#swept) {
      if (record.isSame()) continue;
      const renewed = this.#make(record.value, record);
      if (!renewed) return this.#giveUp([record]);
      changed.push([record, renewed]);
    }
    if (changed.length === 0) return;
    const { records, refused } = this.#explore(
      changed.flatMap(([before, renewed]) => [...this.#apart(renewed, before)]),
    );
    if (refused.size > 0) {
      const holders = changed.filter(([changedFrom, renewed]) =>
        hasAny(this.#apart(renewed, changedFrom), refused),
      );
      if (holders.length > 0) return this.#giveUp(holders.map(([record]) => record));
    }
    for (const record of records) this.#place(record);
    for (const [before, renewed] of changed) {
      this.#records.set(renewed.value, renewed);
      this.#swept.delete(before);
      this.#swept.add(renewed);
      this.#book.replace(before, renewed);
    }
  }

  /** Takes what growing arrays have got. */
  #grow(): void {
    for (const record of this.#growing) {
      const before = record.parts;
      const from = record.grow(this.#limits);
      if (from === undefined) return this.#sweepAll();
      if (from === before.length && record.parts.length === from) continue;
      const pushed = record.parts.slice(from).flatMap(({ entries }) => entries);
      const { records, refused } = this.#explore(pushed.filter((child) => this.#needsPlace(child)));
      if (refused.size > 0) return this.#giveUp([record]);
      for (const each of records) {
        this.#place(each);
        this.#swept.delete(each);
      }
      this.#book.grow(record, from);
    }
  }

  /** From now on an array and all that it leads to is not looked at again, but for what is new in it. */
  #trust(record: PageRecord | undefined): void {
    if (!(record instanceof ListRecord) || this.#growing.has(record)) return;
    if (record.kind !== "items" || !record.isInParts) return;
    this.#growing.add(record);
    for (const each of this.#reachedFrom([record])) this.#swept.delete(each);
  }

  #sweepAll(): void {
    this.#growing.clear();
    this.#swept = new Set(this.#records.values());
  }

  /** Drops what nothing in the last head led to. */
  #collect(): void {
    const reached = this.#reachedFrom(this.#roots ?? []);
    for (const record of this.#records.values()) {
      if (reached.has(record)) continue;
      this.#records.delete(record.value);
      this.#swept.delete(record);
      this.#growing.delete(record as ListRecord);
      this.#book.remove(record);
    }
    this.#grown = 0;
    this.#live = reached.size;
  }

  /** The records of these values as they are now, with all that they lead to. */
  #reachedFrom(roots: Iterable<PageRecord>): ReadonlySet<PageRecord> {
    const reached = new Set<PageRecord>();
    for (const { value } of roots) {
      const record = this.#records.get(value);
      if (record) reached.add(record);
    }
    for (const record of reached) {
      for (const child of record.children()) {
        const held = this.#records.get(child as object);
        if (held) reached.add(held);
      }
    }
    return reached;
  }

  /** Everything goes back to the head. */
  #giveUp(because: readonly PageRecord[] = []): void {
    for (const { value } of because) if (typeof value === "object") this.#refused.add(value);
    this.#records.clear();
    this.#swept.clear();
    this.#growing.clear();
    this.#roots = undefined;
    this.#book.clear();
    this.#grown = this.#live = 0;
    this.#older = undefined;
    this.#givenUp += 1;
    if (this.#givenUp > PATIENCE) this.#pause = 2 ** Math.min(this.#givenUp - PATIENCE, 16);
  }

  #explore(values: Iterable<object | string>): ReturnType<typeof explore> {
    return explore(
      values,
      (value) => this.#make(value),
      (record) => this.#apart(record),
    );
  }

  #place(record: PageRecord): void {
    this.#records.set(record.value, record);
    this.#swept.add(record);
    this.#book.place(record);
    this.#grown += 1;
  }

  /** The record of a value that may stand in a page. */
  #make(value: object | string, before?: PageRecord): PageRecord | undefined {
    const number = before?.number ?? ++this.#lastNumber;
    if (typeof value === "string") return new TextPage(value, number);
    if (this.#refused.has(value) || standingOf(value, this.#toTag) !== "page") return undefined;
    return ListRecord.of(value, number, this.#limits, before) ?? this.#other(value, number);
  }

  #other(value: object, number: number): PageRecord | undefined {
    const plain = isOpen(value) ? PlainRecord.of(value, number) : undefined;
    return plain ?? WrittenRecord.of(value, number, (child) => this.#standsApart(child));
  }

  /** The children that are not in pages yet and need a place there. */
  *#apart(record: PageRecord, before?: PageRecord): Iterable<object | string> {
    for (const child of record.children(before)) if (this.#needsPlace(child)) yield child;
  }

  #needsPlace(child: unknown): child is object | string {
    if (typeof child === "string") return child.length > this.#limits.text && !this.#records.has(child);
    if ((typeof child !== "object" || child === null) && typeof child !== "function") return false;
    return !this.#records.has(child) && this.#standsApart(child);
  }

  #standsApart(value: object): boolean {
    return standingOf(value, this.#toTag) !== "name";
  }

  /** False where they are not as this process would write them. */
  #adopted({ pages, values, isChanged }: ReadPages): boolean {
    if (isChanged) return false;
    const parts = new Map<number, ReadPart[]>();
    for (const page of pages) {
      if (!("of" in page)) continue;
      const known = parts.get(page.of);
      if (known) known.push(page);
      else parts.set(page.of, [page]);
    }
    for (const [number, value] of values) {
      this.#lastNumber = Math.max(this.#lastNumber, number);
      const own = parts.get(number)?.sort((a, b) => a.at - b.at);
      const record = this.#readRecord(value, number, own);
      if (!record) return false;
      this.#records.set(value, record);
      this.#swept.add(record);
      own?.forEach(({ page, bytes }, i) =>
        this.#book.read(page, [record], (record as ListRecord).parts[i], bytes),
      );
    }
    for (const page of pages) {
      if ("of" in page) continue;
      const records = page.numbers.map((number) => this.#records.get(values.get(number)!)!);
      this.#book.read(page.page, records, undefined, page.bytes);
    }
    this.#live = this.#records.size;
    return [...this.#records.values()].every((record) => !hasAny(this.#apart(record)));
  }

  #readRecord(
    value: object | string,
    number: number,
    parts: readonly ReadPart[] | undefined,
  ): PageRecord | undefined {
    if (this.#records.has(value)) return undefined;
    if (typeof value === "string" || standingOf(value, this.#toTag) !== "page")
      return typeof value === "string" ? new TextPage(value, number) : undefined;
    if (parts) return ListRecord.read(value, number, parts);
    return ListRecord.read(value, number, undefined) ?? this.#other(value, number);
  }
}

const hasAny = (values: Iterable<unknown>, among?: ReadonlySet<unknown>): boolean => {
  for (const value of values) if (among?.has(value) ?? true) return true;
  return false;
};
