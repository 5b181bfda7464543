import { CancelledError } from "./cancelled-error.js";
import { DeadlockError } from "./deadlock-error.js";
import { EngineBusyError } from "./engine-busy-error.js";
import { ForeignWaitError } from "./foreign-wait-error.js";
import { InterruptedError } from "./interrupted-error.js";
import { InvalidInputError } from "./invalid-input-error.js";
import { InvalidOutputError } from "./invalid-output-error.js";
import { NonRetryableError } from "./non-retryable-error.js";
import { ObjectMissingError } from "./object-missing-error.js";
import { ParkedError } from "./parked-error.js";
import { PerdureError } from "./perdure-error.js";
import { RetryIfError } from "./retry-if-error.js";
import { ServiceError } from "./service-error.js";
import { SnapshotTooLargeError } from "./snapshot-too-large-error.js";
import { StaleClosureError } from "./stale-closure-error.js";
import { TimeoutError } from "./timeout-error.js";
import { UnhandledTaskError } from "./unhandled-task-error.js";
import { UnstorableResultError } from "./unstorable-result-error.js";

/** The classes of errors that users catch, by name, as `references` takes them: they keep their class in snapshots. */
export const errorClasses = {
  CancelledError: () => CancelledError,
  DeadlockError: () => DeadlockError,
  EngineBusyError: () => EngineBusyError,
  ForeignWaitError: () => ForeignWaitError,
  InterruptedError: () => InterruptedError,
  InvalidInputError: () => InvalidInputError,
  InvalidOutputError: () => InvalidOutputError,
  NonRetryableError: () => NonRetryableError,
  ObjectMissingError: () => ObjectMissingError,
  ParkedError: () => ParkedError,
  PerdureError: () => PerdureError,
  RetryIfError: () => RetryIfError,
  ServiceError: () => ServiceError,
  SnapshotTooLargeError: () => SnapshotTooLargeError,
  StaleClosureError: () => StaleClosureError,
  TimeoutError: () => TimeoutError,
  UnhandledTaskError: () => UnhandledTaskError,
  UnstorableResultError: () => UnstorableResultError,
} as const;
