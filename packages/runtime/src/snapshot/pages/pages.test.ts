import { expect, test } from "vitest";
import { decode } from "../decode.js";
import { encode } from "../encode.js";
import { randomOf } from "../testing/random.js";
import { difference } from "../testing/same-graph.js";
import type { PageLimits } from "./limits.js";
import { Pages } from "./pages.js";
import { Edits } from "./testing/edits.js";
import { Rows } from "./testing/rows.js";

/** `COMMITS=100000 npx vitest run packages/runtime/src/snapshot/pages/pages.test.ts` */
const COMMITS = Number(process.env["COMMITS"] ?? 1500);
const COMMITS_EACH = 100;

const SMALL: PageLimits = { head: 200, atOnce: 2000, page: 200, entries: 4, text: 30, garbage: 20 };
const NONE: PageLimits = { head: 0, atOnce: 0, page: 60, entries: 2, text: 3, garbage: 0 };

test.each([
  ["small limits", SMALL],
  ["no head", NONE],
])("what is loaded is what was there, after every commit: %s", { timeout: 7_200_000 }, (_, limits) => {
  let inPages = 0;
  for (let seed = 1; seed <= COMMITS / COMMITS_EACH; seed++) {
    const random = randomOf(seed);
    const edits = new Edits(random);
    const rows = new Rows();
    let pages = new Pages(undefined, limits);
    for (let commit = 0; commit < COMMITS_EACH; commit++) {
      edits.some(8);
      try {
        encode(edits.root);
      } catch {
        break; // holds what cannot be stored
      }
      rows.commit(pages, edits.root);
      expect(rows.pages.size).toBe(pages.count);
      inPages += pages.count;
      const { read, root } = rows.load();
      const where = `seed ${seed}, commit ${commit}`;
      expect(difference(edits.root, root), where).toBeUndefined();
      expect(difference(decode(encode(edits.root)), root), where).toBeUndefined();
      if (random.below(15) > 0) continue;
      pages = new Pages(undefined, limits);
      pages.adopt(read);
      edits.restart(root);
    }
  }
  expect(inPages).toBeGreaterThan(COMMITS);
});
