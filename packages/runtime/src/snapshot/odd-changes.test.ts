import { expect, test } from "vitest";
import { decode, encode } from "./index.js";
import { Pages } from "./pages/index.js";
import { Rows } from "./pages/testing/rows.js";
import { change, changeNames, samples } from "./testing/odd-changes.js";
import { difference } from "./testing/same-graph.js";

const STATES = ["closed", "sealed", "frozen"];
const pairs = changeNames.flatMap((name) => [[name], ...STATES.map((state) => [name, state])]);

test.each(Object.entries(samples))("comes back as it was, whatever was done to it: %s", (_, make) => {
  let done = 0;
  for (const pair of pairs) {
    const value = make();
    if (!change(value, pair)) continue;
    done += 1;
    expect(difference([value, value], decode(encode([value, value]))), pair.join()).toBeUndefined();
  }
  // newer engines neither freeze nor seal views
  expect(done).toBeGreaterThan(pairs.length / 3);
});

const LIMITS = { head: 0, atOnce: 0, page: 60, entries: 2, text: 3, garbage: 0 };

test.each(Object.entries(samples))("what is done to one in a page is seen: %s", (_, make) => {
  for (const name of changeNames) {
    const value = make();
    const root = { value, again: [value] };
    const pages = new Pages(undefined, LIMITS);
    const rows = new Rows();
    rows.commit(pages, root);
    if (!change(value, [name])) continue;
    for (let commit = 0; commit < 2; commit++) {
      rows.commit(pages, root);
      expect(difference(root, rows.load().root), name).toBeUndefined();
    }
  }
});
