import type * as t from "@babel/types";
import { printElements } from "./expressions.js";
import { ASSIGNMENT, beginsAmbiguously, CALL, PRIMARY } from "./precedence.js";
import { printNode, printRare } from "./print.js";
import type { Print, Printer } from "./printer.js";

type Property = t.ObjectExpression["properties"][number] | t.ObjectPattern["properties"][number];

const own = {
  FunctionDeclaration: (node: t.FunctionDeclaration, p: Printer) => printFunction(node, p),
  FunctionExpression: (node: t.FunctionExpression, p: Printer) => printFunction(node, p),
  ArrowFunctionExpression: ({ async, params, body }: t.ArrowFunctionExpression, p: Printer) => {
    if (async) p.write("async ");
    printParameters(params, p);
    p.write(" => ");
    const isAmbiguous = body.type !== "BlockStatement" && beginsAmbiguously(body);
    printNode(body, p, isAmbiguous ? PRIMARY + 1 : ASSIGNMENT);
  },
  ObjectExpression: ({ properties, loc }: t.ObjectExpression, p: Printer) => printObject(properties, loc, p),
  ObjectPattern: ({ properties, loc }: t.ObjectPattern, p: Printer) => printObject(properties, loc, p),
  ArrayPattern: ({ elements }: t.ArrayPattern, p: Printer) => printElements(elements, p),
  RestElement: ({ argument }: t.RestElement, p: Printer) => {
    p.write("...");
    printNode(argument, p);
  },
  AssignmentPattern: ({ left, right }: t.AssignmentPattern, p: Printer) => {
    printNode(left, p, CALL);
    p.write(" = ");
    printNode(right, p, ASSIGNMENT);
  },
  ObjectProperty: (node: t.ObjectProperty, p: Printer) => {
    if (!isShorthand(node)) {
      printKey(node, p);
      p.write(": ");
    }
    printNode(node.value, p, ASSIGNMENT);
  },
  ObjectMethod: (node: t.ObjectMethod, p: Printer) => printMethod(node, p),
  ClassMethod: (node: t.ClassMethod, p: Printer) => printMethod(node, p),
  ClassPrivateMethod: (node: t.ClassPrivateMethod, p: Printer) => printMethod(node, p),
  ClassProperty: (node: t.ClassProperty, p: Printer) => printField(node, p),
  ClassPrivateProperty: (node: t.ClassPrivateProperty, p: Printer) => printField(node, p),
  StaticBlock: ({ body }: t.StaticBlock, p: Printer) => {
    p.write("static ");
    printNode({ type: "BlockStatement", body, directives: [] } as unknown as t.Node, p);
  },
  ClassExpression: (node: t.ClassExpression, p: Printer) => printClass(node, p),
  ClassDeclaration: (node: t.ClassDeclaration, p: Printer) => printClass(node, p),
};

export const functions = own as unknown as Readonly<Record<string, Print>>;

function printFunction(node: t.FunctionDeclaration | t.FunctionExpression, p: Printer): void {
  if (node.async) p.write("async ");
  p.write(node.generator ? "function*" : "function");
  p.write(node.id ? ` ${node.id.name}` : " ");
  printParameters(node.params, p);
  p.write(" ");
  printNode(node.body, p);
}

const printPart = (node: t.Node, p: Printer): void => printNode(node, p);

function printParameters(params: readonly t.Node[], p: Printer): void {
  p.write("(");
  p.list(params, printPart);
  p.write(")");
}

function printMethod(node: t.ObjectMethod | t.ClassMethod | t.ClassPrivateMethod, p: Printer): void {
  if ("static" in node && node.static) p.write("static ");
  if (node.async) p.write("async ");
  if (node.kind === "get" || node.kind === "set") p.write(`${node.kind} `);
  if (node.generator) p.write("*");
  printKey(node, p);
  printParameters(node.params, p);
  p.write(" ");
  printNode(node.body, p);
}

function printField(node: t.ClassProperty | t.ClassPrivateProperty, p: Printer): void {
  if (node.static) p.write("static ");
  printKey(node, p);
  if (node.value) {
    p.write(" = ");
    printNode(node.value, p, ASSIGNMENT);
  }
  p.write(";");
}

function printKey(node: { key: t.Node; computed?: boolean | undefined } | t.Node, p: Printer): void {
  const { key, computed } = node as { key: t.Node; computed?: boolean };
  if (!computed) return printNode(key, p);
  p.write("[");
  printNode(key, p, ASSIGNMENT);
  p.write("]");
}

function isShorthand({ shorthand, key, value, computed }: t.ObjectProperty): boolean {
  if (!shorthand || computed || key.type !== "Identifier") return false;
  const target = value.type === "AssignmentPattern" ? value.left : value;
  return target.type === "Identifier" && target.name === key.name;
}

/** In as many lines as it was written; what the compiler has made is broken before methods and numbered entries. */
function printObject(
  properties: readonly Property[],
  loc: t.SourceLocation | null | undefined,
  p: Printer,
): void {
  if (properties.length === 0) return p.write("{}");
  const isOpen = !!loc && loc.start.line < loc.end.line;
  const ownLine = (part: Property): boolean =>
    isOpen ||
    part.type === "ObjectMethod" ||
    (part.type === "ObjectProperty" &&
      (part.key.type === "NumericLiteral" || part.extra?.["ownLine"] === true));
  p.write(ownLine(properties[0]!) ? "{" : "{ ");
  const isBroken = p.list(properties, printPart, ownLine);
  if (isBroken) p.newline();
  p.write(isBroken ? "}" : " }");
}

function printClass(node: t.Class, p: Printer): void {
  if (isRare(node)) return p.writeMapped(printRare(node));
  p.write(node.id ? `class ${node.id.name} ` : "class ");
  if (node.superClass) {
    p.write("extends ");
    printNode(node.superClass, p, CALL);
    p.write(" ");
  }
  p.write("{");
  p.indent();
  for (const part of node.body.body) {
    p.newline();
    printNode(part, p);
  }
  p.outdent();
  if (node.body.body.length) p.newline();
  p.write("}");
}

const isRare = ({ decorators, body }: t.Class): boolean =>
  !!decorators?.length ||
  body.body.some((part) => !(part.type in own) || ("decorators" in part && !!part.decorators?.length));
