import { Writer } from "../writer.js";
import type { PageLimits } from "./limits.js";
import { ListRecord, type Part } from "./list-record.js";
import { TextPage, type PageRecord } from "./record.js";
import { WrittenRecord } from "./written-record.js";

/** What a commit does to the pages of an execution: all are dropped first where `clear` says so. */
export interface PageWrites {
  readonly clear: boolean;
  readonly write: readonly { readonly page: number; readonly text: string }[];
  readonly delete: readonly number[];
}

interface Page {
  /** Of small ones several, of a part its collection alone. */
  readonly records: Set<PageRecord>;
  readonly part: Part | undefined;
  length: number;
  bytes: number;
}

/** The number of an object that stands in a page; undefined for what is written where it is met. */
type NumberOf = (value: object | string) => number | undefined;

/** Which object stands in which page, and which pages have to be written. */
export class Book {
  readonly #limits: PageLimits;
  readonly #pages = new Map<number, Page>();
  readonly #dirty = new Set<number>();
  readonly #deleted = new Set<number>();
  #clear = false;
  #last = 0;
  #open = 0;
  #bytes = 0;

  constructor(limits: PageLimits) {
    this.#limits = limits;
  }

  /** Number of pages. */
  get count(): number {
    return this.#pages.size;
  }

  /** Of all pages as they were written last. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Puts a record into a page, or its parts into pages of their own. */
  place(record: PageRecord): void {
    const weight = record.weight(this.#limits);
    if (record instanceof ListRecord && (record.isInParts || weight > this.#limits.page))
      return this.#placeParts(record);
    const isApart = record instanceof TextPage;
    const open = isApart ? undefined : this.#pages.get(this.#open);
    const fits = open && open.length + weight <= this.#limits.page;
    const page = fits ? this.#open : this.#newPage(undefined);
    if (!isApart) this.#open = page;
    record.page = page;
    const { records } = this.#pages.get(page)!;
    records.add(record);
    this.#pages.get(page)!.length += weight;
    this.#dirty.add(page);
  }

  /** A record in the place of an earlier one of the same object. */
  replace(before: PageRecord, record: PageRecord): void {
    const stays = !(record instanceof ListRecord && (record.parts.length > 1 || record.isInParts));
    if (before.page > 0 && stays && record.weight(this.#limits) <= this.#limits.page) {
      const page = this.#pages.get(before.page)!;
      page.records.delete(before);
      page.records.add(record);
      record.page = before.page;
      this.#dirty.add(before.page);
    } else {
      const kept = record instanceof ListRecord ? record.parts : [];
      this.remove(before, new Set(kept.map(({ page }) => page)));
      this.place(record);
    }
  }

  /** Takes a record out of its pages, but for those that another record of the same object goes on with. */
  remove(record: PageRecord, kept: ReadonlySet<number> = new Set()): void {
    if (record instanceof ListRecord && record.page === 0) {
      for (const { page } of record.parts) if (!kept.has(page)) this.#drop(page);
      return;
    }
    const page = this.#pages.get(record.page)!;
    page.records.delete(record);
    if (page.records.size === 0) this.#drop(record.page);
    else this.#dirty.add(record.page);
  }

  /** Takes over what a page holds as it was read. */
  read(page: number, records: readonly PageRecord[], part: Part | undefined, bytes: number): void {
    this.#pages.set(page, { records: new Set(records), part, length: bytes, bytes });
    if (!part) for (const record of records) record.page = page;
    this.#last = Math.max(this.#last, page);
    this.#bytes += bytes;
  }

  /** All pages go. */
  clear(): void {
    this.#pages.clear();
    this.#dirty.clear();
    this.#deleted.clear();
    this.#clear = true;
    this.#open = 0;
    this.#bytes = 0;
  }

  /** What has to be stored since the last time that it was; `number` gives those of objects in pages. */
  writes(number: NumberOf): PageWrites | undefined {
    if (!this.#clear && this.#dirty.size + this.#deleted.size === 0) return undefined;
    const write = [...this.#dirty].map((page) => ({ page, text: this.#text(page, number) }));
    return { clear: this.#clear, write, delete: this.#clear ? [] : [...this.#deleted] };
  }

  /** The last writes are part of a commit. */
  written(): void {
    // To clear an empty set costs a new table.
    if (this.#dirty.size > 0) this.#dirty.clear();
    if (this.#deleted.size > 0) this.#deleted.clear();
    this.#clear = false;
  }

  /** A collection's parts from a place on are new. */
  grow(record: ListRecord, from: number): void {
    this.#placeParts(record, from);
  }

  #placeParts(record: ListRecord, from = 0): void {
    for (const part of record.parts.slice(from)) {
      const before = this.#pages.get(part.page);
      if (before?.part === part) {
        before.records.clear();
        before.records.add(record);
        continue;
      }
      if (!before) part.page = this.#newPage(part);
      const bytes = before?.bytes ?? 0;
      this.#pages.set(part.page, { records: new Set([record]), part, length: 0, bytes });
      this.#dirty.add(part.page);
    }
  }

  #newPage(part: Part | undefined): number {
    const page = ++this.#last;
    this.#pages.set(page, { records: new Set(), part, length: 0, bytes: 0 });
    return page;
  }

  #drop(page: number): void {
    this.#bytes -= this.#pages.get(page)!.bytes;
    this.#pages.delete(page);
    this.#dirty.delete(page);
    this.#deleted.add(page);
  }

  #text(number: number, numberOf: NumberOf): string {
    const page = this.#pages.get(number)!;
    const text = page.part
      ? this.#partText(page, page.part, numberOf)
      : `{${[...page.records].map((record) => `"${record.number}":${this.#content(record, numberOf)}`).join()}}`;
    page.length = text.length;
    this.#bytes += Buffer.byteLength(text) - page.bytes;
    page.bytes = Buffer.byteLength(text);
    return text;
  }

  #partText({ records }: Page, { at, entries }: Part, numberOf: NumberOf): string {
    const [list] = records as Set<ListRecord>;
    return `{"of":${list!.number},"part":${at},"${list!.kind}":${this.#write(entries, numberOf)}}`;
  }

  #content(record: PageRecord, numberOf: NumberOf): string {
    if (record instanceof TextPage) return JSON.stringify(record.value);
    const { value } = record as { value: object };
    // What is compared as a text has its texts in it.
    const isWhole = record instanceof WrittenRecord;
    return this.#write(value, (child) =>
      child === value || (isWhole && typeof child === "string") ? undefined : numberOf(child),
    );
  }

  /** The text of one object whose children are in pages, too. */
  #write(value: object, stored: NumberOf): string {
    const writer = new Writer({ stored, longest: this.#limits.text });
    const json = writer.document(value);
    if (writer.met !== 1) throw new Error("an object of a page holds one that is in none");
    return JSON.stringify(json);
  }
}
