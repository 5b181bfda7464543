import { PerdureError } from "../errors/perdure-error.js";
import { carriedUnstorable } from "../generated/messages.js";
import { decode, encode, UnstorableError } from "../snapshot/index.js";
import type { Execution, NewExecution } from "../store/store.js";
import { carriers } from "./carriers.js";
import type { Core } from "./core.js";
import { readStored } from "./read-stored.js";

/** What an execution was started with beside its arguments. */
export interface Header {
  /** What the carriers have captured, by their names. */
  readonly carried?: Readonly<Record<string, unknown>>;
  /** What the observer gave. */
  readonly trace?: string;
  /** Whoever started it had not the function's schemas at hand. */
  readonly unchecked?: true;
  /** Durable objects that wait for it, and who waits for them. */
  readonly chain?: readonly string[];
}

/** The text of a new execution's header; null where there is nothing in it. Throws PD2150. */
export function newHeader(
  { observer }: Pick<Core, "observer">,
  request: NewExecution,
  chain: readonly string[] = [],
): string | null {
  const carried: Record<string, unknown> = {};
  for (const [name, carrier] of carriers) {
    const value = carrier.capture();
    if (value === undefined) continue;
    checkStorable(name, value);
    carried[name] = value;
  }
  const trace = observer.starting?.(request);
  const header: Header = {
    ...(Object.keys(carried).length > 0 && { carried }),
    ...(trace !== undefined && { trace }),
    ...(chain.length > 0 && { chain }),
  };
  return Object.keys(header).length === 0 ? null : encode(header);
}

function checkStorable(name: string, value: unknown): void {
  try {
    encode(value);
  } catch (error) {
    if (!(error instanceof UnstorableError)) throw error;
    const reason = error.message.split("\n")[0]!;
    throw new PerdureError(carriedUnstorable({ name, reason }), { cause: error });
  }
}

/** Throws a `RestoreError` where this process cannot read it. */
export function readHeader({ id, header }: Pick<Execution, "id" | "header">): Header {
  if (header === null) return {};
  return readStored(id, "its header", () => decode(header) as Header);
}
