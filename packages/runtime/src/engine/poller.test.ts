import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Poller } from "./poller.js";

describe("Poller", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("looks more often for a second after it has found something", async () => {
    let finds = true;
    let looks = 0;
    const poller = new Poller(100, async () => {
      looks += 1;
      return Promise.resolve(finds);
    });
    await vi.advanceTimersByTimeAsync(100);
    expect(looks).toBe(1);
    finds = false;
    await vi.advanceTimersByTimeAsync(400);
    expect(looks).toBe(11);
    await vi.advanceTimersByTimeAsync(2000);
    looks = 0;
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toBe(10);
    poller.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toBe(10);
  });

  it("does not begin another look before the last one has ended", async () => {
    let looks = 0;
    let end!: (found: boolean) => void;
    const poller = new Poller(10, () => {
      looks += 1;
      return new Promise((resolve) => (end = resolve));
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toBe(1);
    poller.stop();
    end(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toBe(1);
  });
});
