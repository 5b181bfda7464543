/** Property attributes that are not as an assignment makes them, by the word under which keys are listed. */
export const DEVIATIONS = [
  ["hidden", "enumerable"],
  ["readonly", "writable"],
  ["fixed", "configurable"],
] as const;

/** What else may be said of an object as a whole. */
export type State = "frozen" | "sealed" | "closed";

export const STATES: Readonly<Record<State, (value: object) => unknown>> = {
  frozen: Object.freeze,
  sealed: Object.seal,
  closed: Object.preventExtensions,
};

export function stateOf(value: object): State | undefined {
  if (Object.isExtensible(value)) return undefined;
  if (isFrozen(value)) return "frozen";
  return Object.isSealed(value) && !hasBytes(value) ? "sealed" : "closed";
}

/** Engines call a view sealed as soon as it is closed, and newer ones refuse to seal it, as the language wants it. */
const hasBytes = (value: object): boolean => ArrayBuffer.isView(value) && Object.hasOwn(value, 0);

/** Engines call an array without elements frozen even where its length can be set. */
export const isFrozen = (value: object): boolean =>
  Object.isFrozen(value) &&
  !(Array.isArray(value) && Object.getOwnPropertyDescriptor(value, "length")!.writable);

/** Whether a state says already that a property is not writable, or not configurable. */
export function isImplied(state: State | undefined, attribute: keyof PropertyDescriptor): boolean {
  return (
    (state === "frozen" && attribute !== "enumerable") || (state === "sealed" && attribute === "configurable")
  );
}
