/** Adds all of `from` to `to`; whether that changed it. */
export function addAll<T>(to: Set<T>, from: Iterable<T>): boolean {
  const before = to.size;
  for (const item of from) to.add(item);
  return to.size > before;
}
