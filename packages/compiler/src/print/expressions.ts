import type * as t from "@babel/types";
import {
  ASSIGNMENT,
  binaryPrecedence,
  CALL,
  CONDITIONAL,
  PRIMARY,
  precedenceOf,
  UNARY,
  UPDATE,
} from "./precedence.js";
import { printNode } from "./print.js";
import type { Print, Printer } from "./printer.js";

const own = {
  Identifier: ({ name }: t.Identifier, p: Printer) => p.write(name),
  PrivateName: ({ id }: t.PrivateName, p: Printer) => p.write(`#${id.name}`),
  ThisExpression: (_: t.ThisExpression, p: Printer) => p.write("this"),
  Super: (_: t.Super, p: Printer) => p.write("super"),
  Import: (_: t.Import, p: Printer) => p.write("import"),
  NullLiteral: (_: t.NullLiteral, p: Printer) => p.write("null"),
  BooleanLiteral: ({ value }: t.BooleanLiteral, p: Printer) => p.write(String(value)),
  NumericLiteral: ({ value, extra }: t.NumericLiteral, p: Printer) =>
    p.write(rawOf(extra, value) ?? String(value)),
  BigIntLiteral: ({ value }: t.BigIntLiteral, p: Printer) => p.write(`${value}n`),
  RegExpLiteral: ({ pattern, flags }: t.RegExpLiteral, p: Printer) => p.write(`/${pattern}/${flags}`),
  StringLiteral: ({ value, extra }: t.StringLiteral, p: Printer) => {
    const raw = rawOf(extra, value);
    // A string may hold line breaks where each is escaped.
    if (raw !== undefined && !raw.includes("\n")) p.write(raw);
    else p.writeQuoted(value);
  },
  TemplateLiteral: ({ quasis, expressions }: t.TemplateLiteral, p: Printer) => {
    p.write("`");
    for (const [index, { value }] of quasis.entries()) {
      p.writeLines(value.raw);
      const part = expressions[index];
      if (!part) continue;
      p.write("${");
      printNode(part, p);
      p.write("}");
    }
    p.write("`");
  },
  TaggedTemplateExpression: ({ tag, quasi }: t.TaggedTemplateExpression, p: Printer) => {
    printCallee(tag, p);
    printNode(quasi, p);
  },
  MemberExpression: (node: t.MemberExpression, p: Printer) => {
    if (node.object.type === "NumericLiteral") printNode(node.object, p, PRIMARY + 1);
    else printCallee(node.object, p);
    printProperty(node, p);
  },
  OptionalMemberExpression: (node: t.OptionalMemberExpression, p: Printer) => {
    printNode(node.object, p, CALL);
    if (node.optional) p.write(node.computed ? "?." : "?");
    printProperty(node, p);
  },
  CallExpression: ({ callee, arguments: args }: t.CallExpression, p: Printer) => {
    printCallee(callee, p);
    printArguments(args, p);
  },
  OptionalCallExpression: ({ callee, arguments: args, optional }: t.OptionalCallExpression, p: Printer) => {
    printNode(callee, p, CALL);
    if (optional) p.write("?.");
    printArguments(args, p);
  },
  NewExpression: ({ callee, arguments: args }: t.NewExpression, p: Printer) => {
    p.write("new ");
    printNode(callee, p, holdsCall(callee) ? PRIMARY + 1 : CALL);
    printArguments(args, p);
  },
  MetaProperty: ({ meta, property }: t.MetaProperty, p: Printer) => p.write(`${meta.name}.${property.name}`),
  SpreadElement: ({ argument }: t.SpreadElement, p: Printer) => {
    p.write("...");
    printNode(argument, p, ASSIGNMENT);
  },
  ArrayExpression: ({ elements }: t.ArrayExpression, p: Printer) => printElements(elements, p),
  SequenceExpression: ({ expressions }: t.SequenceExpression, p: Printer) =>
    void p.list(expressions, printOperand),
  AssignmentExpression: ({ left, operator, right }: t.AssignmentExpression, p: Printer) => {
    printNode(left, p, CALL);
    p.write(` ${operator} `);
    printNode(right, p, ASSIGNMENT);
  },
  ConditionalExpression: ({ test, consequent, alternate }: t.ConditionalExpression, p: Printer) => {
    printNode(test, p, CONDITIONAL + 1);
    p.write(" ? ");
    printNode(consequent, p, ASSIGNMENT);
    p.write(" : ");
    printNode(alternate, p, ASSIGNMENT);
  },
  LogicalExpression: (node: t.LogicalExpression, p: Printer) => printBinary(node, p),
  BinaryExpression: (node: t.BinaryExpression, p: Printer) => printBinary(node, p),
  UnaryExpression: ({ operator, argument }: t.UnaryExpression, p: Printer) => {
    const isSign = operator === "+" || operator === "-";
    const needsSpace = /[a-z]/.test(operator) || (isSign && "operator" in argument);
    p.write(needsSpace ? `${operator} ` : operator);
    printNode(argument, p, UNARY);
  },
  AwaitExpression: ({ argument }: t.AwaitExpression, p: Printer) => {
    p.write("await ");
    printNode(argument, p, UNARY);
  },
  YieldExpression: ({ argument, delegate }: t.YieldExpression, p: Printer) => {
    p.write(delegate ? "yield*" : "yield");
    if (!argument) return;
    p.write(" ");
    printNode(argument, p, ASSIGNMENT);
  },
  UpdateExpression: ({ operator, prefix, argument }: t.UpdateExpression, p: Printer) => {
    if (prefix) p.write(operator);
    printNode(argument, p, UPDATE);
    if (!prefix) p.write(operator);
  },
};

export const expressions = own as unknown as Readonly<Record<string, Print>>;

/** As it was written, where it still has that value. */
export function rawOf(extra: Record<string, unknown> | undefined, value: unknown): string | undefined {
  return extra && extra["rawValue"] === value ? (extra["raw"] as string | undefined) : undefined;
}

/** The end of an optional chain is told by parentheses. */
function printCallee(node: t.Node, p: Printer): void {
  const isChain = node.type === "OptionalMemberExpression" || node.type === "OptionalCallExpression";
  printNode(node, p, isChain ? PRIMARY : CALL);
}

function printProperty(
  { property, computed }: t.MemberExpression | t.OptionalMemberExpression,
  p: Printer,
): void {
  p.write(computed ? "[" : ".");
  printNode(property, p);
  if (computed) p.write("]");
}

function printOperand(node: t.Node | null, p: Printer): void {
  if (node) printNode(node, p, ASSIGNMENT);
}

function printArguments(args: readonly t.Node[], p: Printer): void {
  p.write("(");
  p.list(args, printOperand);
  p.write(")");
}

export function printElements(elements: readonly (t.Node | null)[], p: Printer): void {
  p.write("[");
  p.list(elements, printOperand);
  p.write(elements.at(-1) === null ? ",]" : "]");
}

function printBinary({ left, operator, right }: t.BinaryExpression | t.LogicalExpression, p: Printer): void {
  const level = binaryPrecedence(operator);
  const isPower = operator === "**";
  printNode(left, p, mixes(operator, left) ? PRIMARY : isPower ? UPDATE : level);
  p.write(` ${operator} `);
  printNode(right, p, mixes(operator, right) ? PRIMARY : isPower ? level : level + 1);
}

/** `??` may not stand beside `&&` and `||` without parentheses. */
const mixes = (operator: string, node: t.Node): boolean =>
  node.type === "LogicalExpression" && (operator === "??") !== (node.operator === "??");

/** The arguments of `new` are the first that follow it. */
function holdsCall(node: t.Node): boolean {
  if (precedenceOf(node) < CALL || node.type === "Import") return true;
  switch (node.type) {
    case "CallExpression":
    case "OptionalCallExpression":
    case "OptionalMemberExpression":
      return true;
    case "MemberExpression":
      return holdsCall(node.object);
    case "TaggedTemplateExpression":
      return holdsCall(node.tag);
    default:
      return false;
  }
}
