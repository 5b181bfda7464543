export interface Chaos {
  readonly started: number;
  readonly ended: number;
  readonly kills: { readonly coordinator: number; readonly worker: number };
  /** Parked as poisoned, and resumed. */
  readonly resumed: number;
  readonly wrong: readonly string[];
  readonly unfinished: readonly string[];
  readonly executions: number;
  readonly expectedExecutions: number;
  readonly events: number;
  readonly expectedEvents: number;
  readonly eventsSentTwice: number;
  readonly effects: number;
  readonly expectedEffects: number;
  readonly effectsNeverEnded: number;
  readonly effectsBegunAgain: number;
}
export function chaos(options: {
  readonly worker: string;
  readonly seconds: number;
  readonly everyMs?: number;
  readonly killEveryMs?: number;
  readonly workers?: number;
}): Promise<Chaos>;
