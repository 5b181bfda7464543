import { processWide } from "./process-wide.js";

/** Which shape the instances of a class have, and how older ones come to have it. */
export interface ClassVersion {
  /** A whole number from 1. */
  readonly version: number;
  /** Gives an older instance's data in the shape of `version`. */
  readonly upgrade?: ((data: Record<string, unknown>, fromVersion: number) => unknown) | undefined;
}

const versions = processWide("perdure.class-versions", () => ({
  of: new WeakMap<object, ClassVersion>(),
  /** Whether any class has a later one than the first: programs without any pay nothing for them. */
  any: false,
}));

const FIRST: ClassVersion = { version: 1 };

export const classVersion = (constructor: object): ClassVersion => versions.of.get(constructor) ?? FIRST;

export const hasVersions = (): boolean => versions.any;

export function setClassVersion(constructor: object, version: ClassVersion): void {
  versions.of.set(constructor, version);
  if (version.version > 1) versions.any = true;
}
