import fc from "fast-check";

/** What may be used at a place of the generated program. */
interface Place {
  readonly depth: number;
  readonly variables: readonly string[];
  readonly functions: readonly string[];
  /** Labels of loops and blocks around, innermost last. */
  readonly loops: readonly string[];
  readonly blocks: readonly string[];
  readonly insideLoop: boolean;
  readonly canAwait: boolean;
}

/** Makes programs from a stream of choices, so that fast-check can shrink them. */
class Writer {
  readonly #choices: readonly number[];
  #next = 0;
  #names = 0;
  /** Some programs have rich expressions, some rich statements. */
  readonly #expressionDepth: number;

  constructor(choices: readonly number[]) {
    this.#choices = choices;
    this.#expressionDepth = this.pick(3);
  }

  /** A number below `limit`; 0 once the choices are used up, so that programs end. */
  pick(limit: number): number {
    return (this.#choices[this.#next++] ?? 0) % limit;
  }

  name(prefix: string): string {
    // Few names, so that shadowing and clashes happen.
    return this.pick(3) === 0 ? `${prefix}${this.pick(3)}` : `${prefix}${3 + this.#names++}`;
  }

  get isOver(): boolean {
    return this.#next >= this.#choices.length;
  }

  one<T>(items: readonly T[]): T {
    return items[this.pick(items.length)]!;
  }

  expression(place: Place, depth = 0): string {
    const variable = (): string => (place.variables.length ? this.one(place.variables) : "7");
    const next = (): string => this.expression(place, depth + 1);
    if (depth > this.#expressionDepth || this.isOver || (depth > 0 && this.pick(3) === 0))
      return this.pick(2) ? variable() : String(this.pick(10));
    switch (this.pick(place.canAwait ? 26 : 14)) {
      case 0:
      case 1:
        return variable();
      case 2:
        return `(${next()} + ${next()})`;
      case 3:
        return `(${next()} ${this.one(["-", "*", "<", "===", "&&", "||", "??"])} ${next()})`;
      case 4:
        return `(${next()} ? ${next()} : ${next()})`;
      case 5:
        return `log("e${this.pick(50)}", ${next()})`;
      case 6:
        return `[${next()}, ${next()}].length`;
      case 7:
        return place.variables.length ? `(${variable()} = ${next()})` : "1";
      case 8:
        return place.variables.length
          ? `(${variable()} ${this.one(["+=", "??=", "||=", "&&="])} ${next()})`
          : "2";
      case 9:
        return place.functions.length ? `${this.one(place.functions)}(${next()})` : next();
      case 10:
        return `\`t\${${next()}}u\${${next()}}\``;
      case 11:
        return `({ a: ${next()}, b: ${next()} }).b`;
      case 12:
        return this.one([
          `(s.n += ${next()})`,
          `s?.n`,
          `s.none?.[${next()}].deep`,
          `(s["k" + ${this.pick(2)}] = ${next()})`,
          `s.n++`,
        ]);
      case 13:
        return place.variables.length > 1
          ? `([${variable()}, s.n] = [${next()}, ${next()}]).length`
          : `typeof ${next()}`;
      case 20:
        return `(s[await v("n")] ${this.one(["=", "+=", "??=", "&&="])} ${next()})`;
      case 21:
        return `s?.[await v("k${this.pick(2)}")]${this.one(["", "?.[0]", "?.at?.(await v(0))", "?.toString?.()"])}`;
      case 22:
        return place.variables.length
          ? `(${variable()} ${this.one(["+=", "||=", "&&=", "??=", "="])} await v(${next()}))`
          : next();
      case 23:
        return place.variables.length > 1
          ? `([${variable()} = await v(${next()}), s.n] = [${this.one(["undefined", next()])}, await v(${next()})]).length`
          : next();
      case 24:
        return `((...xs: any[]) => xs.length)(${next()}, ...[${next()}, await v(${next()})])`;
      case 25:
        return `\`t\${${next()}}\${await v(${next()})}\``;
      case 14:
        return this.pick(6) ? `(await v(${next()}))` : `(await fail("f${this.pick(50)}"))`;
      case 15:
        return `[${next()}, await v(${next()}), ...[${next()}]].join()`;
      case 16:
        return `Math.max(${next()}, await v(${next()}))`;
      case 17:
        return `({ m(x: any, y: any) { return x + y; } }).m(${next()}, await v(${next()}))`;
      default:
        return `(await v(${next()}))`;
    }
  }

  block(place: Place, count = 1 + this.pick(4)): string {
    const inner = { ...place, depth: place.depth + 1 };
    let here: Place = inner;
    const lines: string[] = [];
    const declared = new Set<string>();
    for (let index = 0; index < count; index++) {
      const [line, after] = this.statement(here, declared);
      lines.push(line);
      here = after;
    }
    return `{ ${lines.join("\n")} }`;
  }

  /** One statement, and what may be used after it. */
  statement(place: Place, declared: Set<string>): [line: string, after: Place] {
    const expression = (): string => this.expression(place);
    const same = (line: string): [string, Place] => [line, place];
    if (place.depth > 4 || this.isOver) return same(`log("s", ${expression()});`);
    switch (this.pick(24)) {
      case 0:
      case 1:
      case 2: {
        const name = this.name("x");
        if (declared.has(name)) return same(`log("d", ${expression()});`);
        const rest = { ...place, variables: place.variables.filter((other) => other !== name) };
        const line = `${this.one(["let", "let", "let", "let"])} ${name}: any = ${this.expression(rest)};`;
        declared.add(name);
        return [
          line,
          {
            ...rest,
            functions: place.functions.filter((other) => other !== name),
            variables: [...rest.variables, name],
          },
        ];
      }
      case 3: {
        const a = this.name("x");
        const b = this.name("x");
        if (declared.has(a) || declared.has(b) || a === b) return same(`${expression()};`);
        const rest = { ...place, variables: place.variables.filter((other) => other !== a && other !== b) };
        const line = `let { a: ${a} = ${this.expression(rest)}, b: [${b} = 3] } = { b: [${this.expression(rest)}] } as any;`;
        declared.add(a).add(b);
        return [line, { ...rest, variables: [...rest.variables, a, b] }];
      }
      case 4: {
        const name = this.name("f");
        if (declared.has(name)) return same(`log("d", ${expression()});`);
        declared.add(name);
        const inside: Place = {
          ...place,
          canAwait: false,
          loops: [],
          blocks: [],
          insideLoop: false,
          functions: place.functions.filter((other) => other !== name),
        };
        const body = this.expression({ ...inside, variables: [...place.variables, "p"] });
        const line = this.pick(3)
          ? `const ${name} = (p: any): any => ${body};`
          : `const ${name} = (p: any): any => { let own = ${this.expression(inside)}; const g = (q: any): any => (own += q, ${body}); return g(p) + own; };`;
        return [
          line,
          {
            ...place,
            functions: [...inside.functions, name],
            variables: place.variables.filter((other) => other !== name),
          },
        ];
      }
      case 5:
      case 6:
        return same(`if (${expression()}) ${this.block(place)} else ${this.block(place)}`);
      case 7: {
        const label = this.name("L");
        if (place.loops.includes(label) || place.blocks.includes(label)) return same(`log("l");`);
        const i = this.name("i");
        const body = this.block({
          ...place,
          insideLoop: true,
          loops: [...place.loops, label],
          variables: [...place.variables.filter((v) => v !== i), i],
        });
        return same(
          `${label}: for (let ${i}: any = 0, n_${i} = 0; n_${i} < ${1 + this.pick(3)}; ${i}++, n_${i}++) ${body}`,
        );
      }
      case 8: {
        const label = this.name("L");
        if (place.loops.includes(label) || place.blocks.includes(label)) return same(`log("l");`);
        const x = this.name("x");
        const body = this.block({
          ...place,
          insideLoop: true,
          loops: [...place.loops, label],
          variables: [...place.variables.filter((v) => v !== x), x],
        });
        const head = this.pick(2)
          ? `${x} of [1, 2, ${this.expression({ ...place, variables: place.variables.filter((v) => v !== x) })}]`
          : `[, ${x}] of [5, 6].entries()`;
        return same(`${label}: for (let ${head}) ${body}`);
      }
      case 9: {
        const n = `n${this.#names++}`;
        const body = this.block({ ...place, insideLoop: true });
        const test = `${n}++ < ${1 + this.pick(2)}`;
        return same(
          `{ let ${n} = 0; ${this.pick(2) ? `while (${test} && ${this.one(["true", expression()])}) ${body}` : `do ${body} while (${test});`} }`,
        );
      }
      case 10:
      case 11:
      case 12: {
        const e = this.name("e");
        const caught = this.block({ ...place, variables: place.variables.filter((v) => v !== e) });
        const handler = this.pick(3)
          ? ` catch (${e}: any) { log("caught", ${e} && ${e}.message); ${caught} }`
          : "";
        const final = !handler || this.pick(2) ? ` finally ${this.block(place)}` : "";
        return same(`try ${this.block(place)}${handler}${final}`);
      }
      case 13:
        return same(
          `switch (${expression()}) { case 1: ${this.block(place)} case [${this.expression(place)}][0]: ${this.block(place)} break; default: ${this.block(place)} case 2: ${this.block(place)} }`,
        );
      case 14:
        if (place.loops.length)
          return same(`if (${expression()}) ${this.one(["break", "continue"])} ${this.one(place.loops)};`);
        return same(`log("n");`);
      case 15:
        if (place.insideLoop) return same(`if (${expression()}) ${this.one(["break", "continue"])};`);
        return same(`log("n");`);
      case 16:
        return same(
          place.canAwait ? `if ((${expression()}) === 2) return ${expression()};` : `${expression()};`,
        );
      case 17:
        return same(`if ((${expression()}) === 3) throw new Error("t" + ${expression()});`);
      case 18: {
        const label = this.name("L");
        if (place.loops.includes(label) || place.blocks.includes(label)) return same(`log("l");`);
        const body = this.block({ ...place, blocks: [...place.blocks, label] });
        return same(`${label}: ${body}`);
      }
      case 19:
        if (place.blocks.length) return same(`if (${expression()}) break ${this.one(place.blocks)};`);
        return same(`log("n");`);
      case 20:
        return same(this.block(place));
      case 21: {
        const name = this.name("h");
        if (declared.has(name)) return same(`log("d", ${expression()});`);
        declared.add(name);
        const inside: Place = {
          ...place,
          canAwait: false,
          loops: [],
          blocks: [],
          insideLoop: false,
          functions: [],
        };
        const early = this.pick(3) === 0 ? `log("early", ${name}(1));` : "";
        const line = `${early} function ${name}(p: any): any { return ${this.expression({ ...inside, variables: [...place.variables, "p"] })}; }`;
        return [
          line,
          {
            ...place,
            functions: [...place.functions, name],
            variables: place.variables.filter((other) => other !== name),
          },
        ];
      }
      case 22: {
        const k = this.name("x");
        const body = this.block({
          ...place,
          canAwait: false,
          insideLoop: true,
          variables: [...place.variables.filter((v) => v !== k), k],
        });
        return same(`for (let ${k} in { p: 1, q: 2 }) ${body}`);
      }
      default:
        return same(`${expression()};`);
    }
  }
}

/** The body of a durable function, from a list of numbers. */
export function writeProgram(choices: readonly number[]): string {
  const writer = new Writer(choices);
  const start: Place = {
    depth: 0,
    variables: ["a", "b"],
    functions: [],
    loops: [],
    blocks: [],
    insideLoop: false,
    canAwait: true,
  };
  return `let a: any = 1, b: any = 2; const s: any = { n: 1, k0: [5] };\n${writer.block(start, 6)}\nreturn [a, b, s];`;
}

export const choices = (maxLength: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat({ max: 4999 }), { minLength: Math.floor(maxLength / 2), maxLength, size: "max" });
