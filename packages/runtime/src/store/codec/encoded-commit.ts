import type { Commit, NewCall, NewEvent, NewExecution, OutgoingMessage, TurnCommit } from "../store.js";
import type { Texts } from "./encoded-texts.js";

/** A commit with its texts encoded. Throws what the codec throws. */
export function encodedCommit(commit: Commit, texts: Texts): Commit {
  const { encode, encodeHistory } = texts;
  switch (commit.kind) {
    case "turn":
      return encodedTurn(commit, texts);
    case "outcome":
      return { ...commit, outcome: encode(commit.outcome) };
    case "park":
      return {
        ...commit,
        detail: encode(commit.detail),
        ...(commit.history !== undefined && { history: encodeHistory(commit.history) }),
      };
    case "mark":
      return commit;
  }
}

function encodedTurn(commit: TurnCommit, texts: Texts): TurnCommit {
  const { encode, encodeHistory } = texts;
  const { progress, pages, state, kept, children, messages, events, history, transaction } = commit;
  const { calls, answers, forgets } = commit;
  return {
    ...commit,
    detail: encode(commit.detail),
    snapshot: encode(commit.snapshot),
    outcome: encode(commit.outcome),
    control: encode(commit.control),
    ...(progress !== undefined && { progress: encode(progress) }),
    ...(pages && {
      pages: { ...pages, write: pages.write.map(({ page, text }) => ({ page, text: encode(text) })) },
    }),
    ...(state && { state: state.map((entry) => ({ ...entry, value: encode(entry.value) })) }),
    ...(kept && { kept: kept.map((entry) => ({ ...entry, outcome: encode(entry.outcome) })) }),
    ...(children && { children: children.map((child) => encodedExecution(child, texts)) }),
    ...(messages && { messages: messages.map((message) => encodedMessage(message, texts)) }),
    ...(events && { events: events.map((event) => encodedEvent(event, texts)) }),
    ...(calls && {
      calls: calls.map((call) => ({ ...encodedCall(call, texts), missing: encode(call.missing) })),
    }),
    ...(answers && { answers: answers.map((answer) => ({ ...answer, outcome: encode(answer.outcome) })) }),
    ...(forgets !== undefined && { forgets: encode(forgets) }),
    ...(history !== undefined && { history: encodeHistory(history) }),
    ...(transaction && {
      transaction: {
        ...transaction,
        run: (database) => encode(transaction.run(database)),
        failed: (error) => encode(transaction.failed(error)),
      },
    }),
  };
}

export const encodedExecution = (execution: NewExecution, { encode }: Texts): NewExecution => ({
  ...execution,
  input: encode(execution.input),
  ...(execution.header !== undefined && { header: encode(execution.header) }),
});

export const encodedMessage = <T extends Pick<OutgoingMessage, "payload">>(
  message: T,
  { encode }: Texts,
): T =>
  message.payload === undefined || message.payload === null
    ? message
    : { ...message, payload: encode(message.payload) };

export const encodedEvent = (event: NewEvent, { encode }: Texts): NewEvent => ({
  ...event,
  payload: encode(event.payload),
});

export const encodedCall = <T extends NewCall>(call: T, { encode }: Texts): T => ({
  ...call,
  payload: encode(call.payload),
});
