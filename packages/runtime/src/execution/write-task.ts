import type { Frame } from "../machine/abi.js";
import { storedFrame } from "../frames/stored-frame.js";
import { writeLive, writeList, type Json, type JsonObject, type Writer } from "../snapshot/index.js";
import { MAIN_TASK } from "./live-execution.js";
import { isPlainMain, plainWait } from "./plain-wait.js";
import type { Task } from "./task.js";

/** A task as a `StoredTask`. What only a foreign wait reaches is left out where it cannot be stored. */
export function writeTask(task: Task, at: number, writer: Writer): Json {
  const { id, waitsFor, result, isForeign } = task;
  const body = (): JsonObject => {
    const json: JsonObject = { id };
    if (waitsFor) json["waitsFor"] = writeWait(task, writer);
    if ("generator" in result) json["generator"] = writer.write(result.generator, "generator");
    else if (id !== MAIN_TASK || !isPlainMain(result))
      json["result"] = writer.write(result.promise, "result");
    json["frames"] = writeList(framesOf(task), "frames", writer, writeFrame);
    return json;
  };
  return isForeign ? writer.own(at, body, true) : writer.own(at, body);
}

function writeWait(task: Task, writer: Writer): Json {
  const { promise } = task.waitsFor!;
  const operation = writer.has(promise) ? undefined : plainWait(task);
  return operation ?? writer.write(promise, "waitsFor");
}

function writeFrame(frame: Frame, at: number, writer: Writer): Json {
  const { machine, hash, at: checkpoint, place, live, self, generator } = storedFrame(frame);
  writer.begin(at);
  const json: JsonObject = { machine, hash, at: checkpoint, place, live: writeLive(live, "live", writer) };
  if (self !== undefined) json["self"] = writer.write(self, "self");
  if (generator) json["generator"] = writer.write(generator, "generator");
  writer.end();
  return json;
}

/** Innermost first. */
export function framesOf(task: Task): Frame[] {
  const frames: Frame[] = [];
  for (let frame = task.frame; frame; frame = frame.up) frames.push(frame);
  return frames;
}
