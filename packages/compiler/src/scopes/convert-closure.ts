import * as t from "@babel/types";
import { isMachine, type FunctionInfo, type Scope } from "../analyse/bindings.js";
import {
  assign,
  at,
  call,
  id,
  member,
  objectOf,
  sequence,
  statement,
  text,
  undefinedValue,
} from "../ast/build.js";
import { convertStatements, openScope } from "./convert-block.js";
import { convertMachine } from "./convert-machine.js";
import { convertParameter } from "./convert-pattern.js";
import { convertExpression, declareTemp, type Conversion } from "./conversion.js";

/**
 * `$make_f($scope_a)` in a closure's place, `$perdure.fn("id", this, $scope_a)` in that of a machine; its code stands,
 * and is registered, at the end of the file.
 */
export function convertClosure(node: t.Function, conversion: Conversion): t.Expression {
  const { analysis, bindings, runtime, storages } = conversion;
  const info = bindings.functions.get(node)!;
  const identity = analysis.closures.get(node)!;
  const scopes = capturedScopes(info, conversion).map((scope) => storages.scopeVariable(scope)!);
  const copies = storages.copiedInto(info);
  scopes.push(...copies);
  const own = ownNameScope(info, conversion);
  if (own) scopes.push(own.variable);
  const machine = isMachine(info)
    ? convertMachine(info, identity, scopes, conversion)
    : (convertBody(node, info, conversion), null);
  const { id: closureId, hash, name } = identity;
  const factory = machine ? undefined : nameFactory(closureId, conversion);
  conversion.closures.push({
    id: closureId,
    hash,
    name,
    scopes,
    copies: copies.length,
    node,
    machine,
    given: [],
    methods: [],
    hasStatics: false,
    factory,
    turn: analysis.guarded.has(node) ? conversion.turn : undefined,
    bindsThis: bindsThis(info),
  });
  if (factory !== undefined) return at(made(id(factory), info, scopes), node);
  const self = bindsThis(info) ? t.thisExpression() : undefinedValue();
  const args = scopes.length || t.isThisExpression(self) ? [self, ...scopes.map(id)] : [];
  const instance = at(call(member(id(runtime), "fn"), text(closureId), ...args), node);
  if (!own) return instance;
  declareTemp(info.parent!, own.variable, conversion);
  return sequence([
    assign(own.variable, objectOf([])),
    at(assign(member(id(own.variable), own.name), instance), node),
  ]);
}

/** By its own function the engine can put a closure's making, and then its code, into the loop that uses it. */
const made = (factory: t.Expression, info: FunctionInfo, scopes: readonly string[]): t.CallExpression =>
  bindsThis(info)
    ? call(member(factory, "call"), t.thisExpression(), ...scopes.map(id))
    : call(factory, ...scopes.map(id));

/** Whether a closure has the `this` that it is made with. */
const bindsThis = ({ node, usesThis }: FunctionInfo): boolean =>
  usesThis && t.isArrowFunctionExpression(node);

/** `$make_forEach`, which nothing in the file and nothing in the function has as its name. */
function nameFactory(closureId: string, { names, shared }: Conversion): string {
  const hint = closureId.slice(closureId.lastIndexOf("/") + 1).replace(/[~#].*|[^\w$]/g, "");
  for (;;) {
    const name = shared.fresh(`$make_${hint || "closure"}`);
    if (names.fresh(name) === name) return name;
  }
}

/** A machine that is a named function expression finds itself in a scope object. */
function ownNameScope(
  { node }: FunctionInfo,
  { bindings, storages }: Conversion,
): { variable: string; name: string } | null {
  const scope = t.isFunctionExpression(node) && node.id ? bindings.scopes.get(node.id) : undefined;
  const variable = scope && storages.scopeVariable(scope);
  if (variable === undefined || !isMachine(bindings.functions.get(node)!)) return null;
  return { variable, name: storages.of([...scope!.bindings.values()][0]!).name };
}

/** The scope objects of the functions around a closure that it reaches, outermost first. */
const capturedScopes = (closure: FunctionInfo, conversion: Conversion): Scope[] =>
  scopesReachedFrom(new Set([closure]), conversion);

/** The scope objects around some functions that they, or functions inside them, reach. */
export const scopesReachedFrom = (
  functions: ReadonlySet<FunctionInfo>,
  { storages }: Pick<Conversion, "storages">,
): Scope[] => storages.reachedFrom(functions);

/** A function's own code: what closures inside it capture moves into scope objects too. */
export function convertBody(node: t.Function, info: FunctionInfo, conversion: Conversion): void {
  const { bindings } = conversion;
  for (const parameter of node.params) convertParameter(parameter, conversion);
  if (info.native) {
    const body = conversion.convert(node.body);
    node.body = body as typeof node.body;
    return;
  }
  const self = t.isFunctionExpression(node) && node.id ? bindings.scopes.get(node.id) : undefined;
  const entry = [
    ...guard(node, conversion),
    ...(self ? openScope(self, conversion) : []),
    ...openScope(bindings.scopes.get(node)!, conversion),
  ];
  if (t.isBlockStatement(node.body)) {
    const body = convertStatements(node.body.body, bindings.scopes.get(node.body), conversion);
    node.body.body = [...tempsOf(info, conversion), ...entry, ...body];
    return;
  }
  node.body = convertExpression(node.body, conversion);
  const before = [...tempsOf(info, conversion), ...entry];
  if (before.length) node.body = t.blockStatement([...before, at(t.returnStatement(node.body), node.body)]);
}

/** `$turn.isOpen || $perdure.stale("add");` in a closure that changes what its execution stores. */
function guard(node: t.Function, { analysis, runtime, turn }: Conversion): t.Statement[] {
  if (!analysis.guarded.has(node)) return [];
  const { name } = analysis.closures.get(node)!;
  const failure = call(member(id(runtime), "stale"), text(name));
  return [statement(t.logicalExpression("||", member(id(turn), "isOpen"), failure))];
}

/** The compiler's variables of a closure. */
export function tempsOf(info: FunctionInfo, { temps }: Conversion): t.Statement[] {
  const names = temps.get(info) ?? [];
  return names.length
    ? [
        t.variableDeclaration(
          "let",
          names.map((name) => t.variableDeclarator(id(name))),
        ),
      ]
    : [];
}
