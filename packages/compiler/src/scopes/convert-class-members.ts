import * as t from "@babel/types";
import { isMachine, type Binding, type Scope } from "../analyse/bindings.js";
import { assign, at, call, id, member, statement, text } from "../ast/build.js";
import { place } from "./access.js";
import { convertStatements, openScope } from "./convert-block.js";
import { convertBody, convertClosure, tempsOf } from "./convert-closure.js";
import { convertExpression, type ClassMethodCode, type Conversion } from "./conversion.js";
import { isUnnamed, named } from "./function-name.js";

type Give = (hint: string, value: t.Expression) => t.Identifier;
type Body = t.ClassBody["body"];

/** Rewrites the members of one class. What must run or exist beside the class body is collected here. */
export class ClassMembers {
  readonly methods: ClassMethodCode[] = [];
  /** Assignments that make the class's private names. */
  readonly privateNames: t.Expression[] = [];
  readonly #scope: Scope;
  readonly #className: string;
  readonly #give: Give;
  readonly #conversion: Conversion;
  /** First in the body: private methods belong to an object from before its first field is initialised. */
  readonly #brands: Body = [];
  #hiddenFields = 0;
  readonly #statics: t.Statement[] = [];

  constructor(scope: Scope, className: string, give: Give, conversion: Conversion) {
    this.#className = className;
    this.#scope = scope;
    this.#give = give;
    this.#conversion = conversion;
  }

  get hasStatics(): boolean {
    return this.#statics.length > 0;
  }

  convert(members: Body): Body {
    this.#makePrivateNames(members);
    const converted = [...this.#brands, ...members.flatMap((part) => this.#convertMember(part))];
    if (!this.hasStatics) return converted;
    const key = member(id(this.#conversion.runtime), "STATICS");
    return [...converted, t.classMethod("method", key, [], t.blockStatement(this.#statics), true, true)];
  }

  #convertMember(part: Body[number]): Body {
    switch (part.type) {
      case "ClassMethod":
        return [this.#convertMethod(part)];
      case "ClassProperty":
        return this.#convertField(part);
      case "ClassPrivateProperty":
        return this.#convertPrivateField(part);
      case "StaticBlock":
        this.#statics.push(statement(call(this.#asArrow(part))));
        return [];
      case "ClassPrivateMethod":
        return [];
      default:
        throw new Error(`The scopes pass does not know ${part.type} in a class.`);
    }
  }

  #runtime(name: string, ...args: t.Expression[]): t.CallExpression {
    return call(member(id(this.#conversion.runtime), name), ...args);
  }

  /** A computed key is evaluated with the class; inside its body it is a parameter. */
  #convertKey(part: t.ClassMethod | t.ClassProperty): t.Expression {
    if (!part.computed)
      return t.isIdentifier(part.key) ? text(part.key.name) : t.cloneNode(part.key as t.Expression);
    const value = this.#runtime("key", convertExpression(part.key as t.Expression, this.#conversion));
    part.key = this.#give("$key", value);
    return t.cloneNode(part.key);
  }

  #convertMethod(part: t.ClassMethod): t.ClassMethod {
    const key = this.#convertKey(part);
    const info = this.#conversion.bindings.functions.get(part)!;
    if (!isMachine(info)) {
      convertBody(part, info, this.#conversion);
      return part;
    }
    const value = convertClosure(part, this.#conversion);
    const made = part.computed ? named(value, t.cloneNode(key), this.#conversion.runtime) : value;
    this.methods.push({ isStatic: part.static === true, key, value: made });
    // Keeps the method's place among the others.
    return at(t.classMethod("method", part.key, [], t.blockStatement([]), part.computed, part.static), part);
  }

  #convertField(part: t.ClassProperty): Body {
    const key = this.#convertKey(part);
    const value = this.#valueOf(part, part.computed ? key : null);
    if (!part.static) {
      part.value = value;
      return [part];
    }
    const define = this.#runtime("define", t.thisExpression(), key, value ?? id("undefined"));
    this.#statics.push(at(statement(define), part));
    return [];
  }

  #convertPrivateField(part: t.ClassPrivateProperty): Body {
    if (isHidden(part)) return [this.#hiddenField(this.#valueOf(part, null)!)];
    const value = this.#valueOf(part, null) ?? id("undefined");
    const init = at(this.#runtime("privateInit", t.thisExpression(), this.#nameOf(part), value), part);
    if (!part.static) return [this.#hiddenField(init)];
    this.#statics.push(statement(init));
    return [];
  }

  #valueOf(part: t.ClassProperty | t.ClassPrivateProperty, key: t.Expression | null): t.Expression | null {
    if (!part.value) return null;
    const { functions } = this.#conversion.bindings;
    const needsName = key !== null && isUnnamed(part.value);
    const value = convertExpression(part.value, this.#conversion);
    const made = needsName ? named(value, t.cloneNode(key), this.#conversion.runtime) : value;
    const temps = tempsOf(functions.get(part)!, this.#conversion);
    if (temps.length === 0) return made;
    return call(t.arrowFunctionExpression([], t.blockStatement([...temps, t.returnStatement(made)])));
  }

  /** A private field of which only the initialiser matters: it runs where the field stands. */
  #hiddenField(init: t.Expression): Body[number] {
    return t.classPrivateProperty(t.privateName(id(`$${++this.#hiddenFields}`)), init);
  }

  #asArrow(part: t.StaticBlock): t.ArrowFunctionExpression {
    const info = this.#conversion.bindings.functions.get(part)!;
    const scope = this.#conversion.bindings.scopes.get(part);
    const own = scope ? openScope(scope, this.#conversion) : [];
    const body = convertStatements(part.body, undefined, this.#conversion);
    return at(
      t.arrowFunctionExpression([], t.blockStatement([...tempsOf(info, this.#conversion), ...own, ...body])),
      part,
    );
  }

  #nameOf(part: t.ClassPrivateProperty | t.ClassPrivateMethod): t.Expression {
    return place(this.#binding(part), this.#conversion);
  }

  #binding(part: t.ClassPrivateProperty | t.ClassPrivateMethod): Binding {
    return this.#scope.bindings.get(`#${part.key.id.name}`)!;
  }

  #makePrivateNames(members: Body): void {
    const accessors = new Map<
      Binding,
      { get?: t.Expression; set?: t.Expression; part: t.ClassPrivateMethod }
    >();
    const methods: t.ClassPrivateMethod[] = [];
    const name = (
      part: t.ClassPrivateProperty | t.ClassPrivateMethod,
      maker: string,
      ...rest: t.Expression[]
    ) => {
      const owner = rest.length && this.#className ? [text(this.#className)] : [];
      const made = this.#runtime(maker, text(`#${part.key.id.name}`), ...rest, ...owner);
      this.privateNames.push(assign(this.#nameOf(part) as t.MemberExpression, made));
    };
    for (const part of members) {
      if (t.isClassPrivateProperty(part) && !isHidden(part)) name(part, "privateName");
      if (!t.isClassPrivateMethod(part)) continue;
      const value = convertClosure(part, this.#conversion);
      if (part.kind === "get" || part.kind === "set") {
        const known = accessors.get(this.#binding(part)) ?? { part };
        known[part.kind] = value;
        if (!accessors.has(this.#binding(part))) methods.push(part);
        accessors.set(this.#binding(part), known);
        continue;
      }
      methods.push(part);
      name(part, "privateMethod", value);
    }
    for (const { part, get, set } of accessors.values())
      name(part, "privateAccessor", get ?? id("undefined"), set ?? id("undefined"));
    this.#brand(methods);
  }

  #brand(methods: readonly t.ClassPrivateMethod[]): void {
    const names = (isStatic: boolean): t.Expression[] =>
      methods.filter((part) => (part.static === true) === isStatic).map((part) => this.#nameOf(part));
    const brand = (list: t.Expression[]): t.Expression =>
      this.#runtime("brand", t.thisExpression(), t.arrayExpression(list));
    if (names(true).length) this.#statics.push(statement(brand(names(true))));
    if (names(false).length) this.#brands.push(this.#hiddenField(brand(names(false))));
  }
}

/** A private field of which only the initialiser matters, as the desugaring makes it. */
const isHidden = (part: t.ClassPrivateProperty): boolean => part.extra?.["isHidden"] === true;
