/**
 * How long a `Retry-After` header asks to wait, in milliseconds: it holds seconds or an HTTP date. Undefined where
 * it is missing or says neither.
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]{2},? /.test(text)) return undefined; // Date.parse reads nearly anything as a date
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
