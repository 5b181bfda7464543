/** What the caller knows and the codec does not. */
export interface CodecHooks {
  /** The tag of a value that is stored by name, such as `ctx`. Asked for objects that are not plain data. */
  toTag?(value: object): string | undefined;
  /** The value of a tag. Its errors reach the caller of `decode` as they are. */
  fromTag?(tag: string): unknown;
}

export interface EncodeOptions extends CodecHooks {
  /**
   * `refuse` (the default): an error of a class that is not registered is unstorable. `flatten`: it is stored as
   * its nearest built-in class with its class's name as own `name`, and all errors lose what cannot be stored.
   */
  foreignErrors?: "refuse" | "flatten";
}
