import * as t from "@babel/types";
import { boundIdentifiers } from "../ast/terms.js";
import { forEachChild } from "../ast/walk.js";
import {
  NO_BINDINGS,
  type Binding,
  type Bindings,
  type FunctionInfo,
  type FunctionKind,
  type Reference,
  type Role,
  type Scope,
} from "./bindings.js";
import { declareClass, declareImplicit, implicit, isPrivate, scopeAround } from "./implicit.js";
import { markInline, markThis, methodAround, positionOf } from "./this.js";
import {
  declareBlock,
  declareCaught,
  declareFunction,
  declareHead,
  declareName,
  declareVars,
} from "./declare.js";

/** Finds what each name inside a durable function means. Works on any JavaScript, also on what is refused later. */
export function resolve(root: t.Function, captures: readonly string[] = []): Bindings {
  const functions = new Map<t.Node, FunctionInfo>();
  const scopes = new Map<t.Node, Scope>();
  const references = new Map<t.Node, Reference>();
  const declared = new Map<t.Node, Binding>();

  const open = (owner: t.Node, parent: Scope | null, fn: FunctionInfo): Scope => {
    const scope: Scope = { owner, parent, fn, bindings: NO_BINDINGS };
    scopes.set(owner, scope);
    return scope;
  };
  const refer = (identifier: t.Identifier | t.JSXIdentifier, scope: Scope, role: Role): void => {
    const { name } = identifier;
    const binding = lookUp(scope, name) ?? (name === "arguments" ? implicit(name, scope, scopes) : null);
    link({ identifier, name, binding, fn: scope.fn, role, position: positionOf(identifier) });
  };
  const link = (reference: Reference): void => {
    references.set(reference.identifier, reference);
    reference.binding?.references.push(reference);
  };

  function enterFunction(node: FunctionInfo["node"], outer: Scope | null): void {
    const parentFn = outer?.fn ?? null;
    const fn: FunctionInfo = {
      node,
      parent: parentFn,
      kind: kindOf(node),
      usesThis: false,
      native: false,
      inline: false,
    };
    functions.set(node, fn);
    let parent = outer;
    if (t.isFunctionExpression(node) && node.id) {
      parent = open(node.id, outer, fn);
      declareName(parent, node.id, "self", node, declared);
    }
    const scope = open(node, parent, fn);
    if (t.isStaticBlock(node)) {
      declareVars(scope, node.body, declared);
      declareBlock(scope, node.body, declared);
      return visitAll(node.body, scope);
    }
    if (!t.isFunction(node)) return node.value ? visit(node.value, scope) : undefined;
    declareFunction(scope, node, declared);
    for (const parameter of node.params) visitPattern(parameter, scope, true);
    if (!t.isBlockStatement(node.body)) return visit(node.body, scope);
    const body = open(node.body, scope, fn);
    declareBlock(body, node.body.body, declared);
    for (const statement of node.body.body) visit(statement, body);
  }

  /** A pattern: its targets are declared elsewhere (`declaring`) or assigned; keys and defaults are ordinary code. */
  function visitPattern(node: t.Node, scope: Scope, declaring: boolean): void {
    switch (node.type) {
      case "Identifier":
        if (!declaring) refer(node, scope, "write");
        return;
      case "AssignmentPattern":
        visitPattern(node.left, scope, declaring);
        return visit(node.right, scope);
      case "RestElement":
        return visitPattern(node.argument, scope, declaring);
      case "ArrayPattern":
        for (const element of node.elements) if (element) visitPattern(element, scope, declaring);
        return;
      case "ObjectPattern":
        for (const entry of node.properties) {
          if (t.isObjectProperty(entry) && entry.computed) visit(entry.key, scope);
          visitPattern(t.isRestElement(entry) ? entry.argument : entry.value, scope, declaring);
        }
        return;
      default:
        return visit(node, scope);
    }
  }

  function visitAll(nodes: Iterable<t.Node>, scope: Scope): void {
    for (const node of nodes) visit(node, scope);
  }

  function visitChildren(node: t.Node, scope: Scope): void {
    forEachChild(node, (child) => visit(child, scope));
  }

  function visit(node: t.Node, scope: Scope): void {
    switch (node.type) {
      case "Identifier":
        return refer(node, scope, "read");
      case "JSXIdentifier":
        return;
      case "JSXOpeningElement":
      case "JSXClosingElement":
        visitElementName(node.name, scope);
        if (node.type === "JSXOpeningElement") visitAll(node.attributes, scope);
        return;
      case "ThisExpression":
        return markThis(scope);
      case "Super":
        markThis(scope);
        return visitSuper(node, scope);
      case "CallExpression":
        if (t.isSuper(node.callee)) {
          markInline(scope.fn);
          return visitAll(node.arguments, scope);
        }
        return visitChildren(node, scope);
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return enterFunction(node, scope);
      case "ObjectMethod":
      case "ClassMethod":
      case "ClassPrivateMethod":
        if ("computed" in node && node.computed) visit(node.key, scope);
        return enterFunction(node, scope);
      case "ClassProperty":
      case "ClassPrivateProperty":
        if ("computed" in node && node.computed) visit(node.key, scope);
        return enterFunction(node, scope);
      case "StaticBlock":
        return enterFunction(node, scope);
      case "ClassDeclaration":
      case "ClassExpression": {
        const inner = open(node, scope, scope.fn);
        declareClass(inner, node);
        if (node.superClass) visit(node.superClass, inner);
        return visitAll(node.body.body, inner);
      }
      case "ObjectExpression":
        return visitAll(node.properties, open(node, scope, scope.fn));
      case "BlockStatement": {
        const inner = open(node, scope, scope.fn);
        declareBlock(inner, node.body, declared);
        return visitAll(node.body, inner);
      }
      case "SwitchStatement": {
        visit(node.discriminant, scope);
        const inner = open(node, scope, scope.fn);
        declareBlock(
          inner,
          node.cases.flatMap((part) => part.consequent),
          declared,
        );
        return visitAll(node.cases, inner);
      }
      case "ForStatement": {
        const inner = open(node, scope, scope.fn);
        if (node.init) declareHead(inner, node.init, null, declared);
        return visitChildren(node, inner);
      }
      case "ForInStatement":
      case "ForOfStatement": {
        const inner = open(node, scope, scope.fn);
        declareHead(inner, node.left, node.right, declared);
        if (t.isVariableDeclaration(node.left)) visit(node.left, inner);
        else visitPattern(node.left, inner, false);
        visit(node.right, inner);
        return visit(node.body, inner);
      }
      case "CatchClause": {
        const inner = open(node, scope, scope.fn);
        if (node.param) {
          declareCaught(inner, node, node.param, declared);
          visitPattern(node.param, inner, true);
        }
        return visit(node.body, inner);
      }
      case "VariableDeclaration":
        for (const { id, init } of node.declarations) {
          if (node.kind === "var") initialiseCaught(id, scope);
          visitPattern(id, scope, true);
          if (init) visit(init, scope);
        }
        return;
      case "AssignmentExpression":
        visitPattern(node.left, scope, false);
        return visit(node.right, scope);
      case "UpdateExpression":
        return visitPattern(node.argument, scope, false);
      case "MemberExpression":
      case "OptionalMemberExpression":
        visit(node.object, scope);
        return node.computed || t.isPrivateName(node.property) ? visit(node.property, scope) : undefined;
      case "ObjectProperty":
        if (node.computed) visit(node.key, scope);
        return visit(node.value, scope);
      case "LabeledStatement":
        return visit(node.body, scope);
      case "MetaProperty": {
        const direct = !t.isArrowFunctionExpression(scope.fn.node);
        if (node.meta.name !== "new" || (direct && scope.fn.kind === "sync")) return;
        const binding = direct ? null : implicit("new.target", scope, scopes);
        const position = positionOf(node);
        return link({ identifier: node, name: "new.target", binding, fn: scope.fn, role: "read", position });
      }
      case "PrivateName": {
        const name = `#${node.id.name}`;
        const position = positionOf(node);
        const binding = lookUp(scope, name);
        return link({ identifier: node, name, binding, fn: scope.fn, role: "read", position });
      }
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
        return visitChildren(node, scope);
    }
  }

  /** `super` in code that is taken out of its class or literal needs to know whose it is. */
  function visitSuper(node: t.Super, scope: Scope): void {
    const method = methodAround(scope.fn);
    if (!method) return;
    const around = scopes.get(method.node)?.parent;
    const position = positionOf(node);
    // The durable function is a method itself: its class is known by a name that the assembly gives it.
    if (!around)
      return link({ identifier: node, name: "super", binding: null, fn: scope.fn, role: "read", position });
    const isTakenOut =
      method !== scope.fn ||
      method.kind !== "sync" ||
      t.isObjectMethod(method.node) ||
      isPrivate(method.node);
    if (!isTakenOut) return;
    const binding = declareImplicit(around, "super", "super", method.node);
    link({ identifier: node, name: "super", binding, fn: scope.fn, role: "read", position });
  }

  /** `catch (e) { var e = 1; }` assigns the catch parameter; the variable outside stays undefined. */
  function initialiseCaught(pattern: t.Node, scope: Scope): void {
    for (const id of boundIdentifiers(pattern)) {
      const binding = lookUp(scope, id.name);
      if (binding?.kind !== "catch" || binding.scope.fn !== scope.fn) continue;
      refer(id, scope, "write");
      declared.set(id, binding);
    }
  }

  function visitElementName(name: t.JSXOpeningElement["name"], scope: Scope): void {
    let object = name;
    while (t.isJSXMemberExpression(object)) object = object.object;
    if (t.isJSXNamespacedName(object)) return;
    if (object.name === "this") markThis(scope);
    else if (object !== name || /^[^a-z]/.test(object.name)) refer(object, scope, "read");
  }

  enterFunction(root, captures.length ? scopeAround(captures, scopes) : null);
  return { root: functions.get(root)!, functions, scopes, references, declared };
}

const kindOf = (node: FunctionInfo["node"]): FunctionKind => {
  if (!t.isFunction(node)) return "sync";
  if (node.generator) return node.async ? "asyncGenerator" : "generator";
  return node.async ? "async" : "sync";
};

function lookUp(scope: Scope, name: string): Binding | null {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding) return binding;
  }
  return null;
}
