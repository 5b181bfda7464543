import type { EngineId, Liveness } from "perdure/engine";

interface Lease {
  session: string | undefined;
  untilMs: number;
}

/**
 * Who of the engines behind this coordinator is alive: whoever gave a sign of life within the lease's time, by the
 * coordinator's own clock. To processes that open the same file themselves, all of them look alive while the
 * coordinator is (`base`).
 */
export class Leases implements Liveness {
  readonly leaseMs: number;
  readonly #base: Liveness;
  readonly #nowMs: () => number;
  readonly #held = new Map<EngineId, Lease>();
  /** Those whose end was told already. */
  readonly #told = new Set<EngineId>();

  constructor(base: Liveness, leaseMs: number, nowMs: () => number) {
    this.#base = base;
    this.leaseMs = leaseMs;
    this.#nowMs = nowMs;
  }

  hold(engine: EngineId): boolean {
    if (!this.#base.hold(engine)) return false;
    this.#held.set(engine, { session: undefined, untilMs: this.#nowMs() + this.leaseMs });
    return true;
  }

  /** The engine that was held goes by this session. */
  name(engine: EngineId, session: string): void {
    const lease = this.#held.get(engine);
    if (lease) lease.session = session;
  }

  /** A sign of life. False where the lease is over, which is for good. */
  renew(engine: EngineId, session: string): boolean {
    const lease = this.#held.get(engine);
    if (lease?.session !== session || lease.untilMs <= this.#nowMs()) return false;
    lease.untilMs = this.#nowMs() + this.leaseMs;
    return true;
  }

  /** It says itself that it is gone. */
  end(engine: EngineId, session: string): void {
    if (this.#held.get(engine)?.session === session) this.expire(engine);
  }

  /** Its lease is over from now on. */
  expire(engine: EngineId): void {
    const lease = this.#held.get(engine);
    if (lease) lease.untilMs = -Infinity;
  }

  isAlive(engine: EngineId): boolean {
    const lease = this.#held.get(engine);
    return lease ? lease.untilMs > this.#nowMs() : this.#base.isAlive(engine);
  }

  drop(engine: EngineId): void {
    this.#held.delete(engine);
    this.#told.delete(engine);
    this.#base.drop(engine);
  }

  /** Engines whose lease has run out since the last call. */
  takeExpired(): readonly EngineId[] {
    const nowMs = this.#nowMs();
    const expired = [...this.#held].filter(
      ([engine, { untilMs }]) => untilMs <= nowMs && !this.#told.has(engine),
    );
    for (const [engine] of expired) this.#told.add(engine);
    return expired.map(([engine]) => engine);
  }
}
