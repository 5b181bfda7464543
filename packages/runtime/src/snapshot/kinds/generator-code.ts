import { fitFrame } from "../../frames/stored-frame.js";
import type { Locals, Machine } from "../../machine/abi.js";
import { findVersion, registry } from "../../machine/registry.js";
import { snapshotCodeMissing, snapshotGeneratorEdited } from "../../generated/messages.js";
import { textField } from "../fields.js";
import type { JsonObject } from "../json.js";
import { MissingCodeError } from "../snapshot-error.js";

/** The code of a stored generator, and where it goes on. One that has not started needs the very same code. */
export function generatorCode(
  json: JsonObject,
  live: Locals,
): { readonly machine: Machine; readonly pc: number } {
  const id = textField(json, "machine");
  const hash = textField(json, "hash");
  const fit =
    json["checkpoint"] === undefined
      ? atStart(id, hash)
      : fitFrame({ machine: id, hash, at: textField(json, "checkpoint"), live });
  if (!fit) throw new MissingCodeError(snapshotCodeMissing({ what: "generator", id }), id);
  if (typeof fit !== "string") return fit;
  const place = typeof json["place"] === "string" ? json["place"] : "?";
  throw new MissingCodeError(snapshotGeneratorEdited({ id, place, change: fit }), id);
}

function atStart(id: string, hash: string): { machine: Machine; pc: number } | string | undefined {
  const machine = findVersion(registry.machines, id, hash);
  if (machine && machine.hash !== hash) return "its parameters were read by other code";
  return machine && { machine, pc: 0 };
}
