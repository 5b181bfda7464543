// Encoding and decoding, beside JSON of the same data; of whole executions, to see what a step of the engine pays.
import { running } from "./codec/running.js";
import { values } from "./codec/values.js";
import { report, type Ratio } from "./measure/bound.js";
import { inTurn } from "./measure/in-turn.js";
import { decode, encode } from "perdure/engine";

/** Of both directions together; each by itself is shown. */
const BOUND = 3;
const ROUNDS = 40;
const US_PER_MS = 1000;

function compared(name: string, times: readonly number[], calls: number, bound: number): Ratio {
  const [native, ours] = times.map((ms) => (ms * US_PER_MS) / calls) as [number, number];
  return { name, native, ours, unit: "us", bound };
}

/** Many calls are one run: a clock of processor time ticks in whole microseconds. */
const times = (calls: number, run: () => unknown) => (): void => {
  for (let call = 0; call < calls; call++) run();
};

const ratios: Ratio[] = [];
for (const { name, value, json: plain = value, calls, bound = BOUND } of values) {
  const json = JSON.stringify(plain);
  const text = encode(value);
  const both = [
    times(calls, () => JSON.parse(JSON.stringify(plain))),
    times(calls, () => decode(encode(value))),
  ];
  const encoding = [times(calls, () => JSON.stringify(plain)), times(calls, () => encode(value))];
  const decoding = [times(calls, () => JSON.parse(json)), times(calls, () => decode(text))];
  ratios.push(
    compared(`${name}, both`, inTurn(ROUNDS, [0], both), calls, bound),
    compared(`${name}, encoded`, inTurn(ROUNDS, [0], encoding), calls, Infinity),
    compared(`${name}, decoded`, inTurn(ROUNDS, [0], decoding), calls, Infinity),
  );
}
report("values: JSON -> the codec", ratios);

const executions: Ratio[] = [];
for (const { name, json, encode, restore, calls } of await running()) {
  const plain = JSON.stringify(json);
  const runs = [
    times(calls, () => JSON.stringify(json)),
    times(calls, encode),
    times(calls, () => JSON.parse(plain)),
    times(calls, restore),
  ];
  const [stringify, encoded, parse, restored] = inTurn(ROUNDS, [0], runs) as [number, number, number, number];
  executions.push(
    compared(`${name}, encoded`, [stringify, encoded], calls, Infinity),
    compared(`${name}, restored`, [parse, restored], calls, Infinity),
  );
}
report("executions: JSON of the variables -> the whole execution", executions);
