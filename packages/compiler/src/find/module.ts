import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import { boundIdentifiers, staticKey } from "../ast/terms.js";
import { Tree } from "../ast/tree.js";

export type ModuleBindingKind = "import" | "function" | "class" | "const" | "variable" | "namespace";

export interface ModuleBinding {
  readonly name: string;
  readonly kind: ModuleBindingKind;
  /** What a `const` or a variable is initialised with; the declaration of a function or class. */
  readonly value: t.Node | null;
  readonly typeOnly: boolean;
  /** Of an import: the module that it comes from, and the name it has there (`default`, `*` for all). */
  readonly from: { readonly source: string; readonly name: string } | null;
}

/** What stands at the top of the file. */
export interface Module {
  readonly bindings: ReadonlyMap<string, ModuleBinding>;
  /** Local names of `durable`, of `DurableContext` and of the whole module "perdure". */
  readonly durable: ReadonlySet<string>;
  readonly context: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
  /** Every identifier of the file, so that generated names can avoid them. */
  readonly names: ReadonlySet<string>;
  readonly commonjs: boolean;
  /** JavaScript that is not strict; TypeScript writes `"use strict"` itself. */
  readonly isSloppy: boolean;
}

const NAMES = kindsOf("Identifier", "JSXIdentifier");
const PACKAGE = "perdure";

/** Reads the imports and declarations at module level; `tree` is the code of the file. */
export function readModule(file: t.File, tree = new Tree(file.program), filename = ""): Module {
  const bindings = new Map<string, ModuleBinding>();
  const exported = new Map<"durable" | "DurableContext" | "*", Set<string>>();
  const know = (imported: string, local: string): void => {
    if (imported !== "durable" && imported !== "DurableContext" && imported !== "*") return;
    exported.set(imported, (exported.get(imported) ?? new Set()).add(local));
  };
  const bind = (
    name: string,
    kind: ModuleBindingKind,
    value: t.Node | null,
    typeOnly = false,
    from: ModuleBinding["from"] = null,
  ): void => {
    bindings.set(name, { name, kind, value, typeOnly, from });
  };

  for (const statement of file.program.body) {
    if (t.isImportDeclaration(statement)) {
      for (const specifier of statement.specifiers) {
        const typeOnly =
          statement.importKind === "type" ||
          (t.isImportSpecifier(specifier) && specifier.importKind === "type");
        const name = importedName(specifier);
        const from = { source: statement.source.value, name };
        bind(specifier.local.name, "import", null, typeOnly, from);
        if (from.source === PACKAGE) know(name === "default" ? "*" : name, specifier.local.name);
      }
      continue;
    }
    const exports = t.isExportNamedDeclaration(statement) || t.isExportDefaultDeclaration(statement);
    const declaration: t.Node | null | undefined = exports ? statement.declaration : statement;
    if (t.isFunctionDeclaration(declaration) && declaration.id) {
      bind(declaration.id.name, "function", declaration);
    } else if (t.isClassDeclaration(declaration) && declaration.id) {
      bind(declaration.id.name, "class", declaration);
    } else if (t.isTSEnumDeclaration(declaration) || t.isTSModuleDeclaration(declaration)) {
      const isTypeOnly = declaration.declare === true || t.isStringLiteral(declaration.id);
      const inlined = t.isTSEnumDeclaration(declaration) && declaration.const === true;
      if (t.isIdentifier(declaration.id) && !inlined)
        bind(declaration.id.name, "namespace", declaration, isTypeOnly || holdsTypesOnly(declaration));
    } else if (t.isVariableDeclaration(declaration)) {
      for (const { id, init } of declaration.declarations) {
        for (const { name } of boundIdentifiers(id)) {
          bind(
            name,
            declaration.kind === "const" ? "const" : "variable",
            t.isIdentifier(id) ? (init ?? null) : null,
          );
        }
        if (isRequire(init)) requiredNames(id).forEach(([imported, local]) => know(imported, local));
        if (t.isMemberExpression(init) && isRequire(init.object) && t.isIdentifier(id)) {
          know(staticKey(init.property, init.computed) ?? "", id.name);
        }
      }
    }
  }

  const commonjs = file.program.sourceType === "script";
  const names = new Set<string>();
  tree.find(NAMES, (node) => void names.add((node as t.Identifier | t.JSXIdentifier).name));
  return {
    bindings,
    durable: exported.get("durable") ?? new Set(),
    context: exported.get("DurableContext") ?? new Set(),
    namespaces: exported.get("*") ?? new Set(),
    names,
    commonjs,
    isSloppy: commonjs && !hasDirective(file.program) && !/\.[cm]?tsx?$/.test(filename),
  };
}

const hasDirective = ({ directives }: t.Program | t.BlockStatement): boolean =>
  directives.some(({ value }) => value.value === "use strict");

/** Whether a function says itself that it is strict. */
export const isStrict = ({ body }: t.Function): boolean => t.isBlockStatement(body) && hasDirective(body);

/** A namespace of types alone does not exist at run time. */
function holdsTypesOnly(node: t.TSEnumDeclaration | t.TSModuleDeclaration): boolean {
  if (!t.isTSModuleDeclaration(node) || !t.isTSModuleBlock(node.body)) return false;
  return node.body.body.every((part) => {
    const inner = t.isExportNamedDeclaration(part) ? part.declaration : part;
    return t.isTSInterfaceDeclaration(inner) || t.isTSTypeAliasDeclaration(inner);
  });
}

function importedName(specifier: t.ImportDeclaration["specifiers"][number]): string {
  if (t.isImportDefaultSpecifier(specifier)) return "default";
  if (!t.isImportSpecifier(specifier)) return "*";
  return t.isIdentifier(specifier.imported) ? specifier.imported.name : specifier.imported.value;
}

const isRequire = (node: t.Node | null | undefined): boolean =>
  t.isCallExpression(node) &&
  t.isIdentifier(node.callee, { name: "require" }) &&
  t.isStringLiteral(node.arguments[0], { value: PACKAGE });

function requiredNames(pattern: t.Node): [imported: string, local: string][] {
  if (t.isIdentifier(pattern)) return [["*", pattern.name]];
  if (!t.isObjectPattern(pattern)) return [];
  return pattern.properties.flatMap((entry): [string, string][] => {
    if (!t.isObjectProperty(entry) || !t.isIdentifier(entry.value)) return [];
    return [[staticKey(entry.key, entry.computed) ?? "", entry.value.name]];
  });
}

/** `durable` itself, or `perdure.durable` of a namespace import. */
export function isDurable(module: Module, node: t.Node): boolean {
  if (t.isIdentifier(node)) return module.durable.has(node.name);
  return (
    t.isMemberExpression(node) &&
    ((t.isIdentifier(node.object) && module.namespaces.has(node.object.name)) || isRequire(node.object)) &&
    t.isIdentifier(node.property, { name: "durable" })
  );
}

/** Whether a function's first parameter has the type DurableContext. */
export function takesContext(module: Module, node: Pick<t.Function, "params">): boolean {
  const first = node.params.find((parameter) => !t.isIdentifier(parameter, { name: "this" }));
  const target = t.isAssignmentPattern(first) ? first.left : first;
  const annotation = (target as { typeAnnotation?: t.Node | null } | undefined)?.typeAnnotation;
  if (!t.isTSTypeAnnotation(annotation) || !t.isTSTypeReference(annotation.typeAnnotation)) return false;
  const { typeName } = annotation.typeAnnotation;
  if (t.isIdentifier(typeName)) return module.context.has(typeName.name);
  return (
    t.isTSQualifiedName(typeName) &&
    t.isIdentifier(typeName.left) &&
    module.namespaces.has(typeName.left.name) &&
    typeName.right.name === "DurableContext"
  );
}
