/** Node types that the compiler knows how to rewrite. Any other is refused, so that nothing is miscompiled silently. */
export const SUPPORTED: ReadonlySet<string> = new Set(
  (
    "BlockStatement EmptyStatement ExpressionStatement VariableDeclaration VariableDeclarator IfStatement " +
    "WhileStatement DoWhileStatement ForStatement ForOfStatement ForInStatement SwitchStatement SwitchCase " +
    "LabeledStatement BreakStatement ContinueStatement ReturnStatement ThrowStatement TryStatement CatchClause " +
    "DebuggerStatement FunctionDeclaration Directive DirectiveLiteral Identifier StringLiteral NumericLiteral " +
    "BigIntLiteral BooleanLiteral NullLiteral RegExpLiteral TemplateLiteral TemplateElement " +
    "TaggedTemplateExpression ArrayExpression ObjectExpression ObjectProperty ObjectMethod SpreadElement " +
    "UnaryExpression UpdateExpression BinaryExpression LogicalExpression ConditionalExpression " +
    "AssignmentExpression SequenceExpression CallExpression OptionalCallExpression NewExpression " +
    "MemberExpression OptionalMemberExpression ThisExpression ArrowFunctionExpression FunctionExpression " +
    "ClassDeclaration ClassExpression ClassBody ClassMethod ClassPrivateMethod ClassProperty ClassPrivateProperty " +
    "StaticBlock PrivateName Super YieldExpression " +
    "AwaitExpression MetaProperty Import ObjectPattern ArrayPattern AssignmentPattern RestElement JSXElement " +
    "JSXFragment JSXOpeningElement JSXClosingElement JSXOpeningFragment JSXClosingFragment JSXAttribute " +
    "JSXSpreadAttribute JSXText JSXExpressionContainer JSXEmptyExpression JSXIdentifier JSXMemberExpression " +
    "JSXNamespacedName JSXSpreadChild"
  ).split(" "),
);

const NAMES: Readonly<Record<string, string>> = {
  WithStatement: "`with`",
  Decorator: "A decorator",
  ClassAccessorProperty: "`accessor` with a computed key",
  TSEnumDeclaration: "An enum",
  TSModuleDeclaration: "A namespace",
};

const ADVICE: Readonly<Record<string, string>> = {
  Decorator: "Move the class to the top level of the file.",
  ClassAccessorProperty: "Move the class to the top level of the file, or write a getter and a setter.",
  TSEnumDeclaration: "Move the enum to the top level of the file.",
};

export const DEFAULT_ADVICE =
  "Write it another way, or move it into a function at module level that is not durable.";

export const describeConstruct = (type: string): string => NAMES[type] ?? `The construct ${type}`;
export const adviceFor = (type: string): string => ADVICE[type] ?? DEFAULT_ADVICE;
