import { types } from "node:util";
import {
  CollectionIteration,
  sizeOf,
  type Collection,
} from "../../machine/iteration/collection-iteration.js";
import { iterationKind } from "../../machine/iteration/iteration.js";
import { countField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import { elementKind } from "./iteration.js";
import type { Kind } from "./kind.js";

const LARGEST = 2 ** 32;

/** Where a loop over a Map or Set stands: how many of its entries lie before the next one. */
export const iterationCollection: Kind<CollectionIteration> = {
  name: "collection-iteration",
  matches: (value): value is CollectionIteration => iterationKind(value) === "collection",
  encode(value, writer) {
    const { kind, collection } = value;
    const position = value.position();
    return { kind, position, size: sizeOf(collection), collection: writer.write(collection, "collection") };
  },
  otherKeys: () => [],
  allocate: (json) =>
    new CollectionIteration(new Map(), elementKind(json), countField(json, "position", -1, LARGEST)),
  fill(value, json, reader) {
    const collection = json["collection"] === undefined ? undefined : reader.read(json["collection"]);
    if (!isCollection(collection)) throw invalid("an iteration without its Map or Set");
    (value as { collection: Collection }).collection = collection;
    // A collection that holds its own iteration gets its entries later: the first step finds the place then.
    if (sizeOf(collection) === countField(json, "size", 0, LARGEST)) value.place();
  },
};

const isCollection = (value: unknown): value is Collection => types.isMap(value) || types.isSet(value);
