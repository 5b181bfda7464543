import { frameOf } from "../../frames/frame.js";
import { storedFrame } from "../../frames/stored-frame.js";
import { NEXT, RETURN, THROW, type Frame, type Locals } from "../../machine/abi.js";
import { generatorPrototype } from "../../generators/new-generator.js";
import { addRequest } from "../../generators/requests.js";
import { generatorObject, generatorState, type Request, type Standing } from "../../generators/state.js";
import { isObject } from "../../machine/iteration/is-object.js";
import { stateOf } from "../../promises/durable-promise.js";
import { textField } from "../fields.js";
import type { Json, JsonObject } from "../json.js";
import type { Reader } from "../reader.js";
import { invalid } from "../snapshot-error.js";
import type { Writer } from "../writer.js";
import { generatorCode } from "./generator-code.js";
import type { Kind } from "./kind.js";

/** `running` and `returning`: an async generator whose body is one of the task's frames, which leads here. */
const STANDINGS: readonly string[] = ["start", "yield", "running", "returning", "done"] satisfies Standing[];

const RESUMPTIONS: readonly unknown[] = [NEXT, THROW, RETURN];

/** A generator of compiled code: where it stands and the variables that it still needs. */
export const generator: Kind<object> = {
  name: "generator",
  matches: (value): value is object => generatorState(value) !== undefined,
  encode(value, writer) {
    const { at, asynchronous, frame, requests } = generatorState(value)!;
    if (at === "running" && !asynchronous) return writer.refuse("value", "a generator that is running");
    const json: JsonObject = { at };
    if (asynchronous) json["async"] = true;
    if (frame && isSuspended(at)) Object.assign(json, writeFrame(frame, at, writer));
    if (requests.length > 0) json["requests"] = writer.write(requests.map(storedRequest), "(requests)");
    return Object.assign(json, writePrototype(value, writer));
  },
  allocate(json) {
    const at = textField(json, "at");
    const { async = false } = json;
    const known = STANDINGS.includes(at) && typeof async === "boolean";
    if (!known || (!async && !isSuspended(at) && at !== "done")) throw invalid(`a generator at ${at}`);
    return generatorObject(
      { asynchronous: async, at: at as Standing, frame: null, maker: undefined, requests: [] },
      generatorPrototype(async),
    );
  },
  fill(value, json, reader) {
    const state = generatorState(value)!;
    if (isSuspended(state.at)) {
      if ((state.at === "yield") !== (json["checkpoint"] !== undefined))
        throw invalid(`a generator at ${state.at} with another place`);
      state.frame = readFrame(json, state.asynchronous, reader);
      if (state.asynchronous) state.frame.generator = value;
    }
    if (json["requests"] !== undefined) readRequests(value, json["requests"], reader);
    if (json["maker"] !== undefined) state.maker = readObject(json["maker"], reader);
    // Any other prototype is a common field, which the reader reads.
    const usual = (state.maker as { prototype?: unknown } | undefined)?.prototype;
    if (json["prototype"] === undefined && isObject(usual)) Object.setPrototypeOf(value, usual);
  },
};

const storedRequest = ({ how, value, promise }: Request): object => ({ how, value, promise });

function readRequests(generator: object, json: Json, reader: Reader): void {
  const requests = reader.read(json);
  if (!Array.isArray(requests)) throw invalid("a generator whose requests are none");
  reader.whenFilled(() => {
    for (const { how, value, promise } of requests as readonly Request[]) {
      const settle = stateOf(promise);
      if (!settle || !RESUMPTIONS.includes(how)) throw invalid("a request to a generator that is none");
      addRequest(generator, { how, value, promise, settle });
    }
  });
}

const isSuspended = (at: string): at is "start" | "yield" => at === "start" || at === "yield";

function writeFrame(frame: Frame, at: "start" | "yield", writer: Writer): JsonObject {
  const { id, hash, file } = frame.machine;
  const stored =
    at === "start" ? { checkpoint: undefined, place: file, live: given(frame.locals) } : suspended(frame);
  const json: JsonObject = { machine: id, hash, place: stored.place };
  if (stored.checkpoint !== undefined) json["checkpoint"] = stored.checkpoint;
  json["live"] = writer.write(stored.live, "(suspended)");
  if (frame.self !== undefined) json["self"] = writer.write(frame.self, "(this)");
  return json;
}

function suspended(frame: Frame): { checkpoint: string; place: string; live: object } {
  const { at, place, live } = storedFrame(frame);
  return { checkpoint: at, place, live };
}

/** The locals that binding the parameters has filled. */
const given = (locals: Locals): Locals =>
  Object.fromEntries(Object.entries(locals).filter(([, value]) => value !== undefined));

function readFrame(json: JsonObject, asynchronous: boolean, reader: Reader): Frame {
  const live = readObject(json["live"], reader) as Locals;
  const self = json["self"] === undefined ? undefined : reader.read(json["self"]);
  const { machine, pc } = generatorCode(json, live);
  if (machine.kind !== (asynchronous ? "asyncGenerator" : "generator"))
    throw invalid(`"${machine.id}" is not the code of such a generator`);
  const frame = frameOf(machine, self, live, null, pc); // not a copy: it may be filled later
  frame.proven = false;
  return frame;
}

/** The function that made it, whose `prototype` it has; another prototype as it is; nothing for the usual one. */
function writePrototype(value: object, writer: Writer): JsonObject {
  const { asynchronous, maker } = generatorState(value)!;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === generatorPrototype(asynchronous)) return {};
  if (maker && Object.getOwnPropertyDescriptor(maker, "prototype")?.value === prototype) {
    const json = writer.tryWrite(maker, "(function)");
    return json === undefined ? {} : { maker: json };
  }
  return { prototype: writer.write(prototype, "(prototype)") };
}

function readObject(json: Json | undefined, reader: Reader): object {
  const value = json === undefined ? undefined : reader.read(json);
  if (!isObject(value)) throw invalid(`a generator without its variables or its function`);
  return value;
}
