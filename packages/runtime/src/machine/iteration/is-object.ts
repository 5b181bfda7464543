/** Whether a value is an object in the language's sense: functions are. */
export const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
