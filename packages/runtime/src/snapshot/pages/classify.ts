import { types } from "node:util";
import { privateElements } from "../../machine/private.js";
import { memberOf } from "../../machine/members.js";
import { registeredId, writeByName } from "../by-name.js";
import { KIND, type Json } from "../json.js";
import { kindOf } from "../kinds/table.js";
import { isPlain } from "../plain.js";
import { inheritsFromProxy } from "../stored-prototype.js";
import { tombstoneOf } from "../tombstone.js";
import type { EncodeOptions } from "../options.js";

/** How an object is stored: by its name wherever it is met, in a page, or in the head alone. */
export type Standing = "name" | "page" | "head";

/** Kinds whose objects are data alone: nothing that runs, waits or has an identity beyond the execution's objects. */
const PAGE_KINDS = new Set(["object", "instance", "array", "Map", "Set", "Date", "RegExp", "Error"]);

export function standingOf(value: object, toTag: EncodeOptions["toTag"]): Standing {
  if (tombstoneOf(value) !== undefined || types.isProxy(value)) return "head";
  if (registeredId(value) !== undefined) return "name";
  if (isPlain(value)) return "page";
  // A tag may be another object's tomorrow.
  if (toTag?.(value) !== undefined || inheritsFromProxy(value)) return "head";
  if (writeByName(value, {})) return "name";
  if (typeof value === "function") return "head";
  if (privateElements(value) !== undefined || memberOf(value) !== undefined) return "head";
  return PAGE_KINDS.has(kindOf(value)?.name ?? "") ? "page" : "head";
}

/** Whether a text is the content of an object that a page may hold. */
export function canStandInPage(json: Json): boolean {
  if (typeof json !== "object" || json === null) return false;
  const kind = Array.isArray(json) ? undefined : json[KIND];
  return kind === undefined || (typeof kind === "string" && PAGE_KINDS.has(kind));
}

/** Whether all that is stored of an object is its properties, and a class or nothing that it inherits from. */
export const isOpen = (value: object): boolean =>
  isPlain(value) || kindOf(value)?.name === (Object.getPrototypeOf(value) === null ? "object" : "instance");
