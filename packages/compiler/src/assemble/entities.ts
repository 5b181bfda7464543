import { call, id, member, object, text } from "../ast/build.js";
import type { DurableEntity } from "../find/entities.js";
import type { Symbols } from "../lower/lowering.js";
import { print } from "../print/print.js";
import type { Edit } from "./splice.js";

/** What is given to `durable.entity` stays as it is, and is made known by its id: `$perdure.entity({ id, file }, { ... })`. */
export function entityEdits(
  { definition, ...entity }: DurableEntity,
  { runtime }: Symbols,
  path: string,
): Edit[] {
  const place = object([
    ["id", text(entity.id)],
    ["file", text(path)],
  ]);
  const { start, end } = definition;
  const head = print(call(member(id(runtime), "entity"), place)).slice(0, -1);
  return [
    { start: start!, end: start!, pieces: [`${head}, `] },
    { start: end!, end: end!, pieces: [")"] },
  ];
}
