import { PerdureError } from "../errors/perdure-error.js";
import { resourceNotDisposable } from "../generated/messages.js";
import { invalid, takeName } from "../machine/names.js";
import { reference, registerNamed } from "../machine/reference.js";
import { announce } from "../machine/registry.js";

/** Something that the process has at most once, such as a pool of connections. Snapshots hold its name. */
export interface Resource<T> {
  readonly name: string;
  /** The one of this process, acquired by the first call. For steps: `await ctx.run(async () => (await db.get()).query())`. */
  get(): Promise<T>;
  /** For the end of the process: gives it back, if it was acquired. A later `get` acquires it again. */
  release(): Promise<void>;
}

/**
 * Declares a resource of the process, which durable functions may keep across awaits. One that is declared again by
 * the same code is the one that is there. Throws a `PerdureError` (PD2160, PD2162).
 */
export function resource<T>(
  name: string,
  acquire: () => T | Promise<T>,
  release?: (value: T) => unknown,
): Resource<T> {
  for (const part of release === undefined ? [acquire] : [acquire, release])
    if (typeof part !== "function") throw invalid("durable.resource", `${typeof part} for a function`, HINT);
  const id = takeName("resource", name, acquire);
  const known = reference(id);
  if (known.found) return known.value as Resource<T>;
  const made = new ProcessResource(name, acquire, release);
  registerNamed(id, made);
  announce();
  return made;
}

const HINT = 'Write `durable.resource("database", () => connect(), (database) => database.end())`.';

class ProcessResource<T> implements Resource<T> {
  readonly name: string;
  readonly #acquire: () => T | Promise<T>;
  readonly #release: ((value: T) => unknown) | undefined;
  #value: Promise<T> | undefined;
  #released: Promise<void> = Promise.resolve();

  constructor(name: string, acquire: () => T | Promise<T>, release: ((value: T) => unknown) | undefined) {
    this.name = name;
    this.#acquire = acquire;
    this.#release = release;
  }

  get(): Promise<T> {
    if (this.#value) return this.#value;
    const value = this.#released.catch(() => undefined).then(() => this.#acquire());
    this.#value = value;
    // Whoever asks next tries again.
    value.catch(() => {
      if (this.#value === value) this.#value = undefined;
    });
    return value;
  }

  release(): Promise<void> {
    const value = this.#value;
    if (!value) return this.#released;
    this.#value = undefined;
    return (this.#released = value.then(
      async (acquired) => void (await this.#release?.(acquired)),
      () => undefined,
    ));
  }

  static {
    // `using` asks for these; it is refused where it stands, before anything uses the resource.
    for (const symbol of ["dispose", "asyncDispose"] as const) {
      Object.defineProperty(this.prototype, symbolOf(symbol), {
        get(this: ProcessResource<unknown>): never {
          throw new PerdureError(resourceNotDisposable({ name: this.name }));
        },
      });
    }
  }
}

/** Old versions of Node lack the symbols. */
function symbolOf(name: "dispose" | "asyncDispose"): symbol {
  return (Symbol as unknown as Record<string, symbol | undefined>)[name] ?? Symbol.for(`nodejs.${name}`);
}
