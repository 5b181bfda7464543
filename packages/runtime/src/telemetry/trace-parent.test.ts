import { describe, expect, it } from "vitest";
import { parseTraceParent, traceParent } from "./trace-parent.js";

const place = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags: 1 };
const text = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

describe("traceparent", () => {
  it("is written and read", () => {
    expect(traceParent(place)).toBe(text);
    expect(parseTraceParent(text)).toEqual({ ...place, isRemote: true });
    expect(traceParent({ ...place, traceFlags: 0 })).toMatch(/-00$/);
  });

  it("is nothing for a span that is nowhere", () => {
    expect(traceParent({ ...place, traceId: "0".repeat(32) })).toBeUndefined();
  });

  it.each(["", "00", text.toUpperCase(), `${text}-more`, text.replace("00-", "ff-"), text.slice(1)])(
    "cannot be read from %j",
    (bad) => {
      expect(parseTraceParent(bad)).toBeUndefined();
    },
  );
});
