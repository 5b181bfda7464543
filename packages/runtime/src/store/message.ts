/** What reaches executions: messages, calls of objects, events. */

/** A message to an execution. They are taken in the order of `seq`. */
export interface Message {
  readonly seq: number;
  readonly kind: MessageKind;
  /** The operation that it concerns, else null. */
  readonly operation: number | null;
  readonly payload: string | null;
}

export type MessageKind =
  /** `payload`: the outcome of `operation`: a child's end, an effect recorded ahead of its turn, a transaction's result. */
  | "outcome"
  /** An event that `operation` waited for. `payload`: the event's. */
  | "event"
  /** `payload`: the reason, or null. */
  | "cancel"
  /** A person ends it without running its code. `payload`: the reason. */
  | "end"
  /** A call of one of a durable object's methods. `payload`: the call. */
  | "call";

/** A call of a durable object's method. */
export interface NewCall {
  /** The same call sent again is applied once. */
  readonly id: string;
  /** The object's execution. */
  readonly object: string;
  readonly payload: string;
  readonly sentAtMs: number;
}

/** A call that an execution makes; the answer is the outcome of its `operation`. */
export interface OutgoingCall extends NewCall {
  readonly operation: number;
  /** The object waits for the caller, and lets such calls in: it is no circle. */
  readonly returns?: boolean;
  /** The outcome where the object does not exist. */
  readonly missing: string;
}

/** A call that the turn has begun, by its message. */
export interface TakenCall {
  readonly id: string;
  readonly seq: number;
  /** Number of the object's last operation before it. */
  readonly since: number;
}

/** The answer to a call. It reaches an execution as a message, and who waits outside by `answers`. */
export interface Answer {
  readonly id: string;
  readonly outcome: string;
  /** How long a repeated send of this call, from outside, is known. */
  readonly expiresAtMs: number;
}

/** An event on its way to one waiter. */
export interface NewEvent {
  readonly eventId: string;
  readonly payload: string | null;
  /** Only this execution may have it. */
  readonly to?: string | null;
  /** To all that wait now, none of them kept. */
  readonly broadcast?: boolean;
  readonly sentAtMs: number;
  /** From then on it is not delivered any more, but listed as expired. */
  readonly expiresAtMs: number;
}

export interface StoredEvent extends NewEvent {
  readonly seq: number;
}

export interface OutgoingMessage {
  readonly to: string;
  readonly kind: MessageKind;
  readonly operation?: number | null;
  readonly payload?: string | null;
}

export interface NewWait {
  readonly operation: number;
  readonly eventId: string;
}
