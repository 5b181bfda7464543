import { ObjectMissingError } from "../../errors/object-missing-error.js";
import { TimeoutError } from "../../errors/timeout-error.js";
import { durableDefinition } from "../../api/definition.js";
import { instanceOf, REENTRANT_MACHINE } from "../../execution/object-machine.js";
import type { LiveExecution } from "../../execution/live-execution.js";
import type { ObjectCall } from "../../objects/object-call.js";
import { objectIdOf, type ObjectDefinition } from "../../objects/object-definition.js";
import type { Outcome } from "../../promises/outcome.js";
import type { Incoming } from "../incoming.js";
import { crossByValue, readOutcome } from "../cross-by-value.js";
import { messageOf } from "../history-entry.js";
import { parkRun } from "../park-run.js";
import type { MainEnd, Run } from "../run.js";

type Call = Extract<Incoming, { kind: "call" }>;

/** Calls of a durable object: in line in the order in which they came, and the one that it carries out. */
export class CallQueue {
  readonly #run: Run;
  readonly #waiting: Call[] = [];
  #disarm: (() => void) | undefined;

  constructor(run: Run) {
    this.#run = run;
  }

  add(incoming: Call): void {
    if (this.#isReentrant(incoming.call)) this.#letIn(incoming);
    else this.#waiting.push(incoming);
  }

  /** Whether a method without a context waits in memory for something: nothing is committed before its end. */
  get isHolding(): boolean {
    return this.isPlain && this.#run.live.isForeign;
  }

  /** Whether the call that is carried out is one of a method without a context. */
  get isPlain(): boolean {
    const { call } = this.#run.control;
    return call !== undefined && this.#method(call.method)?.takesContext !== true;
  }

  /** Begins the next call. False where there is none, or the object is busy. */
  take(): boolean {
    if (this.#waiting.length === 0) return false;
    const { live, control, core } = this.#run;
    const receive = [...live.operations.values()].find(({ kind }) => kind === "receive");
    const next = receive && this.#waiting.shift();
    if (!next) return false;
    const { call } = next;
    this.#begin(next);
    const { id, method, caller, chain } = call;
    control.call = { id, method, caller, chain, sinceMs: core.clock.now() };
    this.#arm(this.#method(method)?.timeoutMs);
    live.settle(receive, { value: call });
    return true;
  }

  /** A call has come to its end. */
  answered(live: LiveExecution, call: ObjectCall, outcome: Outcome, text: string): void {
    const { control, core, history } = this.#run;
    core.refusedCalls.delete(call.id);
    const nowMs = core.clock.now();
    const isActive = control.call?.id === call.id;
    const startMs = isActive ? control.call!.sinceMs : nowMs;
    const failed = "error" in outcome ? { error: messageOf(outcome.error) } : {};
    const { method: label } = call;
    const times = { startMs, endMs: nowMs, attempt: 1, bytes: text.length };
    history.push({ n: live.requests.last, kind: "call", label, ...times, ...failed });
    if (!isActive) return;
    this.#disarm?.();
    delete control.call;
    if (control.stopped) return;
    delete control.attemptDeadlineAtMs;
    delete control.cleanupUntilMs;
    delete control.stoppedBy;
  }

  timeoutError(): TimeoutError {
    const { call } = this.#run.control;
    return new TimeoutError(
      `${this.#object.className}.${call!.method}`,
      this.#method(call!.method)?.timeoutMs ?? 0,
    );
  }

  /** What the call that is carried out has done since the last commit is dropped, and it gets this answer. */
  refuse(error: unknown): void {
    const { core, control } = this.#run;
    core.refusedCalls.set(control.call!.id, error);
    core.reload(this.#run);
  }

  /**
   * The fields that a call has left cannot be stored: it is undone, and answered with the error. One that began in an
   * earlier turn cannot be: the object is parked where it stood then. False where the call waits: it gets the error.
   */
  refuseUnstorable(error: Error): boolean {
    const { core, taken, live, control } = this.#run;
    if (!live.ports.object || control.call) return false;
    const last = taken.at(-1);
    if (!last || core.refusedCalls.has(last.id))
      void parkRun(this.#run, { reason: "unstorable", detail: error.message });
    else {
      core.refusedCalls.set(last.id, error);
      core.reload(this.#run);
    }
    return true;
  }

  /** What is answered to calls that an object which is gone will not carry out. */
  refusal(main: MainEnd): string {
    if ("error" in main.outcome) return main.text;
    const { className } = this.#object;
    const error = new ObjectMissingError(className, objectIdOf(this.#object, this.#run.id), "destroyed");
    return crossByValue({ error }, className).text;
  }

  stoppedBy(): { readonly error: unknown } | undefined {
    const { stopped, stoppedBy } = this.#run.control;
    const outcome = stopped && stoppedBy !== undefined ? readOutcome(stoppedBy) : undefined;
    return outcome && "error" in outcome ? outcome : undefined;
  }

  #begin({ seq, call }: Call): void {
    const { taken, live } = this.#run;
    taken.push({ id: call.id, seq, since: live.requests.last });
  }

  /** It comes from what the object waits for, and the class lets such calls in. */
  #isReentrant({ chain }: ObjectCall): boolean {
    const { control, id } = this.#run;
    return control.call !== undefined && chain.includes(id) && this.#object.isReentrant;
  }

  #letIn(incoming: Call): void {
    const { live } = this.#run;
    this.#begin(incoming);
    this.#run.isDirty = true;
    live.step(() =>
      live.enter(() => void live.startTask(REENTRANT_MACHINE, undefined, [instanceOf(live), incoming.call])),
    );
  }

  #arm(timeoutMs: number | undefined): void {
    if (timeoutMs === undefined) return;
    const { core, control } = this.#run;
    const atMs = core.clock.now() + timeoutMs;
    control.attemptDeadlineAtMs = atMs;
    this.#disarm = core.clock.setTimer(atMs, () => {
      if (!this.#run.hasLeft) this.#run.receive({ kind: "deadline" });
    });
  }

  get #object(): ObjectDefinition {
    const { functionId, id } = this.#run.execution;
    return durableDefinition(functionId, id).object!;
  }

  #method(name: string) {
    return this.#object.methods().get(name);
  }
}
