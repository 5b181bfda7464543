import { InvalidArgumentError } from "commander";
import { durationMs } from "perdure/engine";

/** Throws commander's error, which names the option. */
export function readPort(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  return Number(value);
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1000,
  kib: 1024,
  mb: 1_000_000,
  mib: 1024 ** 2,
  gb: 1_000_000_000,
  gib: 1024 ** 3,
};

/** `1000`, `64MiB`. */
export function readBytes(value: string): number {
  const [, count, unit] = /^(\d{1,10})\s*([a-z]{0,3})$/i.exec(value) ?? [];
  const bytes = Number(count) * (UNITS[(unit ?? "").toLowerCase()] ?? Number.NaN);
  if (!(bytes >= 1 && bytes <= 2 ** 31))
    throw new InvalidArgumentError('It must be a number of bytes, or "64MiB", up to 2GiB.');
  return bytes;
}

/** `10000`, `10s`. */
export function readDuration(value: string): number {
  try {
    const ms = durationMs(/^\d+$/.test(value) ? Number(value) : (value as `${number}s`), "--lease");
    if (ms >= 100 && ms <= 86_400_000) return ms;
  } catch {
    // Said below, with the limits.
  }
  throw new InvalidArgumentError('It must be from 100 milliseconds to a day, such as "10s".');
}
