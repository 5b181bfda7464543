import * as t from "@babel/types";
import type { Binding, FunctionInfo } from "../analyse/bindings.js";
import { id } from "../ast/build.js";
import { place } from "./access.js";
import { boundArguments } from "./bound-arguments.js";
import { convertStatements, initialScope } from "./convert-block.js";
import { convertParameter } from "./convert-pattern.js";
import type { Conversion, Converted } from "./conversion.js";

type Identity = Pick<Converted, "id" | "hash" | "name">;

/** The code of one async function or generator, ready to be cut at its suspensions. */
export function convertMachine(
  info: FunctionInfo,
  { id: machineId, hash, name }: Identity,
  captured: readonly string[],
  conversion: Conversion,
): Converted {
  const { analysis, bindings, storages, names } = conversion;
  const node = info.node as t.Function;
  conversion.captured.set(info, captured.length);
  for (const parameter of node.params) convertParameter(parameter, conversion);
  const block = node.body as t.BlockStatement;
  const body = convertStatements(block.body, bindings.scopes.get(block), conversion);

  const scope = bindings.scopes.get(node)!;
  const entry = captured.map((variable): [string, t.Expression] => [variable, id(variable)]);
  const vars = [...(conversion.temps.get(info) ?? [])];
  for (const binding of scope.bindings.values()) {
    const storage = storages.of(binding);
    if (storage.kind !== "local") continue;
    const value = entryValue(binding, captured.length, conversion.runtime);
    if (value) entry.push([storage.name, value]);
    else vars.push(storage.name);
  }
  const variable = storages.scopeVariable(scope);
  if (variable !== undefined) entry.push([variable, initialScope(scope, conversion, captured.length)]);
  const contextPlace = analysis.context && place(analysis.context, conversion);
  return {
    id: machineId,
    hash,
    name,
    captured,
    analysis,
    info,
    params: node.params,
    body,
    names,
    entry,
    vars,
    constants: constantsOf(info, captured, conversion),
    isContext: (part) =>
      contextPlace !== null && part.type === contextPlace.type && t.isNodesEquivalent(part, contextPlace),
  };
}

/** What a variable of the machine has when it is bound; null for a `var`. */
function entryValue({ kind, name }: Binding, captured: number, runtime: string): t.Expression | null {
  if (kind === "param") return id(name);
  return kind === "arguments" ? boundArguments(captured, runtime) : null;
}

function constantsOf(
  info: FunctionInfo,
  captured: readonly string[],
  { bindings, storages }: Conversion,
): Set<string> {
  const constants = new Set<string>(captured);
  for (const scope of bindings.scopes.values()) {
    if (scope.fn !== info) continue;
    for (const binding of scope.bindings.values()) {
      const storage = storages.of(binding);
      if (storage.kind !== "local" || binding.kind === "var") continue;
      if (binding.references.every(({ role }) => role === "read")) constants.add(storage.name);
    }
    const variable = storages.scopeVariable(scope);
    if (variable !== undefined) constants.add(variable);
  }
  return constants;
}
