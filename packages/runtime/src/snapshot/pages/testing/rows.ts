import { decode } from "../../decode.js";
import { encode } from "../../encode.js";
import type { Pages } from "../pages.js";
import { readPages, type ReadPages } from "../read-pages.js";

/** What a store would have of one value, and what the last commit wrote. */
export class Rows {
  readonly pages = new Map<number, string>();
  head = "";
  /** Characters. */
  written = 0;

  commit(pages: Pages, root: unknown, growing?: ReadonlySet<object>): void {
    this.head = pages.encode((options) => encode(root, options), growing);
    this.written = this.head.length;
    const writes = pages.writes();
    pages.written();
    if (!writes) return;
    if (writes.clear) this.pages.clear();
    for (const page of writes.delete) this.pages.delete(page);
    for (const { page, text } of writes.write) {
      this.pages.set(page, text);
      this.written += text.length;
    }
  }

  load(): { readonly read: ReadPages; readonly root: Record<string, unknown> } {
    const read = readPages(
      [...this.pages].map(([page, text]) => ({ page, text })),
      {},
    );
    const root = decode(this.head, { fromStored: (number) => read.values.get(number) });
    return { read, root: root as Record<string, unknown> };
  }
}
