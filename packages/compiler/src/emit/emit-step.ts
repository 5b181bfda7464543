import * as t from "@babel/types";
import {
  assign,
  blockOf,
  declarator,
  declared,
  forever,
  id,
  labeled,
  member,
  method,
  number,
  statement,
  switchCase,
  switchOn,
  text,
  thrown,
  variables,
} from "../ast/build.js";
import { emitBlock } from "./emit-block.js";
import { goTo, type Emission } from "./emission.js";

/** The step function: one case for each state, one try around them all. */
export function emitStep(emission: Emission, key: t.Identifier, used: readonly string[]): t.ObjectMethod {
  const { ir, symbols } = emission;
  const loop = labeled(symbols.loop, forever(switchOn(id(symbols.state), emitCases(emission))));
  const body: t.Statement = ir.regions.size ? emitTry(emission, loop) : loop;
  const state = declarator(id(symbols.state), member(id(symbols.frame), "pc"));
  const region = declarator(id(symbols.region), number(0));
  const head: t.Statement[] = [variables("let", ir.regions.size ? [state, region] : [state])];
  if (usesLocals(emission))
    head.unshift(declared("const", id(symbols.locals), member(id(symbols.frame), "locals")));
  if (used.length)
    head.push(
      variables(
        "let",
        used.map((name) => declarator(id(name))),
      ),
    );
  const parameters = [id(symbols.frame), id(symbols.how), id(symbols.value)];
  return method(key, parameters, blockOf([...head, body]));
}

const usesLocals = ({ liveness }: Emission): boolean =>
  [...liveness.loads.values(), ...liveness.stores.values()].some((names) => names.length > 0);

function emitCases(emission: Emission): t.SwitchCase[] {
  const { order, states } = emission.schedule;
  const cases: t.SwitchCase[] = [];
  for (const [index, block] of order.entries()) {
    const state = states.get(block.id);
    const statements = emitBlock(emission, block, order[index + 1]?.id);
    const last = cases.at(-1);
    if (state === undefined && last) {
      last.consequent.push(...statements);
      continue;
    }
    const entry = switchCase(number(state ?? 0), statements);
    const first = block.instructions[0];
    if (first?.kind === "resume") {
      const { line, source } = first.site;
      entry.leadingComments = comment(` ${emission.file}:${line}  ${source}`);
    } else if (block.id !== emission.ir.entry) {
      const { start } = first ?? block.terminator;
      const place = start?.loc ? `${emission.file}:${start.loc.start.line}  ` : "";
      entry.leadingComments = comment(` ${place}${block.hint}`);
    }
    cases.push(entry);
  }
  return cases;
}

const comment = (value: string): t.Comment[] => [{ type: "CommentLine", value }];

/** `for (;;) try { ... } catch ($error) { ... }`: an exception goes to the handler of the region it came from. */
function emitTry(emission: Emission, loop: t.Statement): t.Statement {
  const { ir, symbols } = emission;
  const cases = [...ir.regions.values()].map((region) => {
    const { catches } = region;
    const error = id(symbols.error);
    const effects: t.Statement[] = [];
    if (catches.kind === "finally") {
      effects.push(statement(assign(catches.exit, text("throw"))), statement(assign(catches.value, error)));
    } else if (catches.error !== null) effects.push(statement(assign(catches.error, error)));
    effects.push(goTo(emission, region.handler)[0]!, t.breakStatement());
    return switchCase(number(region.id), effects);
  });
  cases.push(switchCase(null, [thrown(id(symbols.error))]));
  const handler = t.catchClause(id(symbols.error), blockOf([switchOn(id(symbols.region), cases)]));
  return forever(t.tryStatement(blockOf([loop]), handler));
}
