import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { encryption, type EncryptionKey } from "./encryption.js";

const key = randomBytes(32);

test.each(["", "text", "é😀\u0000", "x".repeat(100_000)])("gives back %.10s", (text) => {
  const { encode, decode } = encryption({ key });
  expect(decode(encode(text))).toBe(text);
});

test("no two texts are the same, and none shows what it holds", () => {
  const { encode } = encryption({ key });
  const texts = Array.from({ length: 1000 }, () => encode("secret"));
  expect(new Set(texts).size).toBe(1000);
  expect(new Set(texts.map((text) => text.slice(9, 25))).size).toBe(1000);
  expect(texts.join()).not.toContain("secret");
});

test("keys as bytes, base64 and hex are the same key", () => {
  const [a, b, c] = [key, key.toString("base64"), key.toString("hex")].map((each) =>
    encryption({ key: each }),
  );
  expect(c!.decode(b!.encode("x"))).toBe("x");
  expect(a!.decode(c!.encode("x"))).toBe("x");
});

test("a key is changed: older texts are read with the older key, and new ones need the new key", () => {
  const older = randomBytes(32);
  const before = encryption({ key: older });
  const after = encryption({ key, olderKeys: [older] });
  expect(after.decode(before.encode("x"))).toBe("x");
  expect(() => before.decode(after.encode("x"))).toThrow(/there is no key "[0-9a-f]{8}" here/);
});

test("the given bytes may be wiped afterwards", () => {
  const given = Uint8Array.from(key);
  const { encode } = encryption({ key: given });
  given.fill(0);
  expect(encryption({ key }).decode(encode("x"))).toBe("x");
});

test("a text that was changed anywhere, cut off or made up is refused", () => {
  const { encode, decode } = encryption({ key });
  const text = encode("secret");
  for (let at = 0; at < text.length; at++) {
    const other = text[at] === "A" ? "B" : "A";
    const changed = text.slice(0, at) + other + text.slice(at + 1);
    // The last digit of base64 may hold bits that stand for nothing.
    let read: string | undefined;
    try {
      read = decode(changed);
    } catch {
      continue;
    }
    expect([text.length - 1, text.length - 2, text.length - 3]).toContain(at);
    expect(read).toBe("secret");
  }
  for (const bad of ["", ".", text.slice(0, 8), text.slice(0, 20), text.slice(0, -4), "no.thing"])
    expect(() => decode(bad)).toThrow(/key|cut off|changed/);
});

test.each<[string, EncryptionKey]>([
  ["too short", new Uint8Array(16)],
  ["too long", randomBytes(33)],
  ["a password", "correct horse battery staple"],
  ["empty", ""],
  ["nothing", undefined as never],
  ["a number", 5 as never],
  ["hex that is too short", key.toString("hex").slice(2)],
])("refuses a key that is %s", (_, bad) => {
  expect(() => encryption({ key: bad })).toThrow(/32 bytes/);
  expect(() => encryption({ key, olderKeys: [bad] })).toThrow(/32 bytes/);
});
