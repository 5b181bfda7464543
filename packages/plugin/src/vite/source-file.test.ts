import { expect, test } from "vitest";
import { sourceFile } from "./source-file.js";

test.each([
  ["/a/b.ts", "/a/b.ts"],
  ["/a/b.ts?v=1234", "/a/b.ts"],
  ["/a/b.ts?import&t=1#x", "/a/b.ts"],
  ["/a/b.ts?rawer", "/a/b.ts"],
])("%s is the file %s", (id, file) => {
  expect(sourceFile(id)).toBe(file);
});

test.each(["\0virtual:a.ts", "/a/b.ts?raw", "/a/b.ts?url", "/a/b.ts?v=1&raw", "/a/b.ts?raw&v=1"])(
  "%s has no source to compile",
  (id) => {
    expect(sourceFile(id)).toBeUndefined();
  },
);
