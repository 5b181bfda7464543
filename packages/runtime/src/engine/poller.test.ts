import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Poller } from "./poller.js";

describe("Poller", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("looks more often for a second after it has found something", async () => {
    let finds = true;
    let looks = 0;
    const look = () => {
      looks += 1;
      return Promise.resolve(finds);
    };
    const poller = new Poller(100, look, () => false);
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

  it("looks less often while nobody else is there", async () => {
    let isAlone = true;
    let looks = 0;
    const look = () => {
      looks += 1;
      return Promise.resolve(false);
    };
    const poller = new Poller(100, look, () => isAlone);
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toBe(2);
    isAlone = false;
    await vi.advanceTimersByTimeAsync(500);
    looks = 0;
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toBe(10);
    poller.stop();
  });

  it("does not begin another look before the last one has ended", async () => {
    let looks = 0;
    let end!: (found: boolean) => void;
    const look = () => {
      looks += 1;
      return new Promise<boolean>((resolve) => (end = resolve));
    };
    const poller = new Poller(10, look, () => false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toBe(1);
    poller.stop();
    end(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toBe(1);
  });
});
