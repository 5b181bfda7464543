import { builtInId } from "../machine/built-ins.js";
import { setClassVersion } from "../machine/class-versions.js";
import { closureRecord } from "../machine/closure.js";
import { invalid, takeName } from "../machine/names.js";
import { declaresPrivateMembers } from "../machine/private-fields.js";
import { markOpaque, registerNamed } from "../machine/reference.js";
import { announce } from "../machine/registry.js";

/** How the instances of a class are stored. */
export interface ClassOptions {
  /** The name in snapshots. Default: the class's own, which a minifier may change. */
  readonly name?: string;
  /** Of the shape that instances have: a whole number from 1, the default, raised with each change of the shape. */
  readonly version?: number;
  /**
   * Turns what was stored by an older version into what this one stores: the own properties, or what the class's
   * `[Symbol.for("perdure.serialize")]` gave. Must not need anything but its arguments: objects that `data` leads to
   * may still wait for their own upgrade.
   */
  upgrade?(data: Record<string, unknown>, fromVersion: number): unknown;
}

type AnyClass = abstract new (...args: never[]) => object;

const WHERE = "durable.register";

/**
 * Lets instances of a class be stored that the compiler has not seen, by the class's name and their own properties;
 * or gives a version to one that it has seen. The base class has to be known too. Restoring does not run the
 * constructor. A class with private (`#`) fields needs the methods `[Symbol.for("perdure.serialize")]()` and static
 * `[Symbol.for("perdure.deserialize")](data)`. Returns the class. Throws a `PerdureError` (PD2160, PD2162).
 */
export function register<Class extends AnyClass>(Class: Class, options: ClassOptions = {}): Class {
  check(Class, options);
  const { name = Class.name, version = 1, upgrade } = options;
  const id = takeName("class", name, Class);
  setClassVersion(Class, { version, upgrade: upgrade?.bind(options) });
  if (declaresPrivateMembers(Class)) markOpaque(Class);
  registerNamed(id, Class);
  announce();
  return Class;
}

const OPTIONS: readonly string[] = ["name", "version", "upgrade"] satisfies (keyof ClassOptions)[];

function check(Class: AnyClass, options: ClassOptions): void {
  if (typeof Class !== "function" || typeof Class.prototype !== "object")
    throw invalid(
      WHERE,
      `${describe(Class)} for the class`,
      "Call it with a class: `durable.register(Money)`.",
    );
  if (builtInId(Class) !== undefined)
    throw invalid(
      WHERE,
      `the built-in class ${Class.name}`,
      "Leave the call out: snapshots know this class.",
    );
  if (closureRecord(Class))
    throw invalid(WHERE, "a class of a durable function", "Leave the call out: it is stored with its code.");
  const unknown = Object.keys(options).find((key) => !OPTIONS.includes(key));
  if (unknown !== undefined)
    throw invalid(WHERE, `the option "${unknown}"`, `There are ${OPTIONS.join(", ")}.`);
  const { version = 1, upgrade } = options;
  if (!Number.isSafeInteger(version) || version < 1)
    throw invalid(WHERE, `the version ${String(version)}`, "Versions are whole numbers from 1.");
  if (upgrade !== undefined && typeof upgrade !== "function")
    throw invalid(
      WHERE,
      `${describe(upgrade)} for \`upgrade\``,
      "Write `upgrade: (data, fromVersion) => ...`.",
    );
}

const describe = (value: unknown): string => (value === null ? "null" : typeof value);
