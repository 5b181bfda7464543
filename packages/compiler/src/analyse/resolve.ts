import * as t from "@babel/types";
import { boundIdentifiers } from "../ast/terms.js";
import { childrenOf } from "../ast/walk.js";
import type { Binding, Bindings, FunctionInfo, Reference, Role, Scope } from "./bindings.js";
import { declareBlock, declareFunction, declareHead, declareName } from "./declare.js";

/** Finds what each name inside a durable function means. Works on any JavaScript, also on what is refused later. */
export function resolve(root: t.Function): Bindings {
  const functions = new Map<t.Node, FunctionInfo>();
  const scopes = new Map<t.Node, Scope>();
  const references = new Map<t.Node, Reference>();
  const declared = new Map<t.Node, Binding>();

  const open = (owner: t.Node, parent: Scope | null, fn: FunctionInfo): Scope => {
    const scope: Scope = { owner, parent, fn, bindings: new Map() };
    scopes.set(owner, scope);
    return scope;
  };
  const refer = (identifier: t.Identifier | t.JSXIdentifier, scope: Scope, role: Role): void => {
    const binding = lookUp(scope, identifier.name);
    const { name } = identifier;
    const reference = { identifier, name, binding, fn: scope.fn, role, position: identifier.start ?? 0 };
    references.set(identifier, reference);
    binding?.references.push(reference);
  };

  function enterFunction(node: FunctionInfo["node"], outer: Scope | null): void {
    const fn: FunctionInfo = { node, parent: outer?.fn ?? null, usesThis: false, native: false };
    functions.set(node, fn);
    let parent = outer;
    if (t.isFunctionExpression(node) && node.id) {
      parent = open(node.id, outer, fn);
      declareName(parent, node.id, "self", node, declared);
    }
    const scope = open(node, parent, fn);
    if (!t.isFunction(node)) {
      for (const child of childrenOf(node)) if (!("key" in node) || child !== node.key) visit(child, scope);
      return;
    }
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
        return markThis(scope.fn);
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
        return enterFunction(node as t.ClassProperty, scope);
      case "StaticBlock":
        return enterFunction(node, scope);
      case "ClassDeclaration":
      case "ClassExpression": {
        const inner = open(node, scope, scope.fn);
        if (node.id) declareName(inner, node.id, "class", node, declared);
        if (node.superClass) visit(node.superClass, inner);
        return visitAll(node.body.body, inner);
      }
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
        return visitAll(childrenOf(node), inner);
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
          for (const id of boundIdentifiers(node.param)) declareName(inner, id, "catch", node, declared);
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
        return node.computed ? visit(node.property, scope) : undefined;
      case "ObjectProperty":
        if (node.computed) visit(node.key, scope);
        return visit(node.value, scope);
      case "LabeledStatement":
        return visit(node.body, scope);
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
      case "PrivateName":
        return;
      default:
        return visitAll(childrenOf(node), scope);
    }
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
    if (t.isJSXMemberExpression(name)) return visitElementName(name.object, scope);
    if (t.isJSXIdentifier(name) && /^[^a-z]/.test(name.name)) refer(name, scope, "read");
  }

  enterFunction(root, null);
  return { root: functions.get(root)!, functions, scopes, references, declared };
}

function lookUp(scope: Scope, name: string): Binding | null {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding) return binding;
  }
  return null;
}

function markThis(fn: FunctionInfo): void {
  for (let at: FunctionInfo | null = fn; at; at = at.parent) {
    at.usesThis = true;
    if (!t.isArrowFunctionExpression(at.node)) return;
  }
}
