import { PerdureError } from "../errors/perdure-error.js";
import { objectInTurn } from "../generated/messages.js";
import { callFromOutside } from "../engine/objects/object-callers.js";
import {
  ObjectDirectory,
  type ListObjectsOptions,
  type ObjectPage,
} from "../engine/objects/object-directory.js";
import { currentTurn } from "../machine/current-turn.js";
import { references } from "../machine/reference.js";
import { BASE } from "../objects/object-methods.js";
import { onDefaultEngine, stubTarget } from "../objects/stub.js";
import { engineInUse } from "./engine-in-use.js";
import type { AnyObjectClass, ConstructorArguments, Stub } from "./stub-types.js";

/**
 * What classes of durable objects extend. Each object has an id of its own, keeps its fields in the store, and carries
 * out one call at a time. The static methods work on the default engine; `engine.objects(Class)` has them for another.
 */
export class DurableObject {
  /** The object's own id, as it was created. */
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  /** The object, which is created with these arguments where it does not exist. Throws what the constructor throws. */
  static getOrCreate<Class extends AnyObjectClass>(
    this: Class,
    id: string,
    ...args: ConstructorArguments<Class>
  ): Promise<Stub<InstanceType<Class>>> {
    return directory(this, "getOrCreate").then((objects) => objects.getOrCreate(id, ...args));
  }

  /** The object; undefined where it does not exist. */
  static get<Class extends AnyObjectClass>(
    this: Class,
    id: string,
  ): Promise<Stub<InstanceType<Class>> | undefined> {
    return directory(this, "get").then((objects) => objects.get(id));
  }

  static exists<Class extends AnyObjectClass>(this: Class, id: string): Promise<boolean> {
    return directory(this, "exists").then((objects) => objects.exists(id));
  }

  /** Removes the object, after the calls that are in line before. False where it does not exist. */
  static destroy<Class extends AnyObjectClass>(this: Class, id: string): Promise<boolean> {
    return directory(this, "destroy").then((objects) => objects.destroy(id));
  }

  static list<Class extends AnyObjectClass>(this: Class, options?: ListObjectsOptions): Promise<ObjectPage> {
    return directory(this, "list").then((objects) => objects.list(options));
  }

  static {
    Object.defineProperty(this.prototype, BASE, { value: true });
  }
}

async function directory<Class extends AnyObjectClass>(
  Class: Class,
  method: string,
): Promise<ObjectDirectory<Class>> {
  if (currentTurn()) throw new PerdureError(objectInTurn({ class: Class.name, method }));
  return new ObjectDirectory(Class, async () => (await engineInUse()).core);
}

onDefaultEngine(async (stub, method, args) =>
  callFromOutside((await engineInUse()).core, stubTarget(stub)!, method, args),
);

references("perdure", { DurableObject: () => DurableObject });
