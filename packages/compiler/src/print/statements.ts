import type * as t from "@babel/types";
import { childrenOf } from "../ast/walk.js";
import { rawOf } from "./expressions.js";
import { ASSIGNMENT, beginsAmbiguously, PRIMARY, SEQUENCE } from "./precedence.js";
import { printNode, printRare } from "./print.js";
import type { Print, Printer } from "./printer.js";

const own = {
  ExpressionStatement: ({ expression }: t.ExpressionStatement, p: Printer) => {
    printNode(expression, p, beginsAmbiguously(expression) ? PRIMARY + 1 : SEQUENCE);
    p.write(";");
  },
  VariableDeclaration: (node: t.VariableDeclaration, p: Printer) => {
    printVariables(node, p);
    p.write(";");
  },
  EmptyStatement: (_: t.EmptyStatement, p: Printer) => p.write(";"),
  DebuggerStatement: (_: t.DebuggerStatement, p: Printer) => p.write("debugger;"),
  BlockStatement: (node: t.BlockStatement, p: Printer) => {
    const { body, directives } = node;
    const only = body[0];
    if (body.length === 1 && directives.length === 0 && only!.type === "BlockStatement")
      return printNode(only!, p);
    if (body.length + directives.length === 0) return p.write("{}");
    p.write("{");
    p.indent();
    for (const { value } of directives) {
      p.newline();
      p.write(`${rawOf(value.extra, value.value) ?? JSON.stringify(value.value)};`);
    }
    printLines(body, p);
    p.outdent();
    p.newline();
    p.write("}");
  },
  ReturnStatement: ({ argument }: t.ReturnStatement, p: Printer) => printJump("return", argument, p),
  ThrowStatement: ({ argument }: t.ThrowStatement, p: Printer) => printJump("throw", argument, p),
  BreakStatement: ({ label }: t.BreakStatement, p: Printer) => printJump("break", label, p),
  ContinueStatement: ({ label }: t.ContinueStatement, p: Printer) => printJump("continue", label, p),
  LabeledStatement: ({ label, body }: t.LabeledStatement, p: Printer) => {
    p.write(`${label.name}: `);
    printNode(body, p);
  },
  IfStatement: ({ test, consequent, alternate }: t.IfStatement, p: Printer) => {
    p.write("if (");
    printNode(test, p);
    p.write(") ");
    // Else it would belong to an `if` inside.
    const inside = alternate && consequent.type !== "BlockStatement" ? block([consequent]) : consequent;
    printNode(inside, p);
    if (!alternate) return;
    p.write(" else ");
    printNode(alternate, p);
  },
  ForStatement: (node: t.ForStatement, p: Printer) => {
    const { init, test, update, body } = node;
    if (init && holdsIn(init)) return p.writeMapped(printRare(node));
    p.write("for (");
    if (init) printHead(init, p);
    p.write(test ? "; " : ";");
    if (test) printNode(test, p);
    p.write(update ? "; " : ";");
    if (update) printNode(update, p);
    p.write(") ");
    printNode(body, p);
  },
  ForInStatement: (node: t.ForInStatement, p: Printer) => printForEach("for (", node, " in ", p),
  ForOfStatement: (node: t.ForOfStatement, p: Printer) =>
    printForEach(node.await ? "for await (" : "for (", node, " of ", p),
  WhileStatement: ({ test, body }: t.WhileStatement, p: Printer) => {
    p.write("while (");
    printNode(test, p);
    p.write(") ");
    printNode(body, p);
  },
  DoWhileStatement: ({ test, body }: t.DoWhileStatement, p: Printer) => {
    p.write("do ");
    printNode(body, p);
    p.write(" while (");
    printNode(test, p);
    p.write(");");
  },
  SwitchStatement: ({ discriminant, cases }: t.SwitchStatement, p: Printer) => {
    p.write("switch (");
    printNode(discriminant, p);
    p.write(") {");
    p.indent();
    printLines(cases, p);
    p.outdent();
    p.newline();
    p.write("}");
  },
  SwitchCase: ({ test, consequent, leadingComments }: t.SwitchCase, p: Printer) => {
    for (const { value } of leadingComments ?? []) {
      p.write(`//${value}`);
      p.newline();
    }
    p.write(test ? "case " : "default");
    if (test) printNode(test, p);
    p.write(":");
    p.indent();
    printLines(consequent, p);
    p.outdent();
  },
  TryStatement: ({ block: body, handler, finalizer }: t.TryStatement, p: Printer) => {
    p.write("try ");
    printNode(body, p);
    if (handler) {
      p.write(" catch ");
      if (handler.param) {
        p.write("(");
        printNode(handler.param, p);
        p.write(") ");
      }
      printNode(handler.body, p);
    }
    if (!finalizer) return;
    p.write(" finally ");
    printNode(finalizer, p);
  },
};

export const statements = own as unknown as Readonly<Record<string, Print>>;

function printLines(nodes: readonly t.Node[], p: Printer): void {
  for (const node of nodes) {
    p.newline();
    printNode(node, p);
  }
}

function printJump(word: string, what: t.Node | null | undefined, p: Printer): void {
  p.write(what ? `${word} ` : word);
  if (what) printNode(what, p);
  p.write(";");
}

function printVariables({ kind, declarations }: t.VariableDeclaration, p: Printer): void {
  p.write(`${kind} `);
  p.list(declarations, printDeclarator);
}

function printDeclarator(declarator: t.VariableDeclarator, p: Printer): void {
  p.mark(declarator);
  printNode(declarator.id, p);
  if (!declarator.init) return;
  p.write(" = ");
  printNode(declarator.init, p, ASSIGNMENT);
}

const printHead = (node: t.Node, p: Printer): void =>
  node.type === "VariableDeclaration" ? printVariables(node, p) : printNode(node, p);

function printForEach(
  word: string,
  { left, right, body }: t.ForInStatement | t.ForOfStatement,
  between: string,
  p: Printer,
): void {
  p.write(word);
  if (left.type === "Identifier" && (left.name === "async" || left.name === "let"))
    printNode(left, p, PRIMARY + 1);
  else printHead(left, p);
  p.write(between);
  printNode(right, p, ASSIGNMENT);
  p.write(") ");
  printNode(body, p);
}

const block = (body: t.Statement[]): t.Node =>
  ({ type: "BlockStatement", body, directives: [] }) as unknown as t.Node;

/** `in` may not stand in the head of a `for` without parentheses. */
function holdsIn(node: t.Node): boolean {
  if (node.type === "BinaryExpression" && node.operator === "in") return true;
  return childrenOf(node).some(holdsIn);
}
