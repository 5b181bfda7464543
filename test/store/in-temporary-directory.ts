import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A directory for the tests of one file, removed after them. Returns paths in it; `fresh()` gives a new one. */
export function inTemporaryDirectory(): { directory: string; fresh: () => string } {
  const directory = mkdtempSync(join(tmpdir(), "perdure-store-"));
  let files = 0;
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return { directory, fresh: () => join(directory, `${files++}.db`) };
}
