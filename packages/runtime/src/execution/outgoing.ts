import type { Answer, NewEvent, NewExecution, OutgoingCall, OutgoingMessage } from "../store/store.js";

/** What an execution sends with its next commit. */
export class Outgoing {
  children: NewExecution[] = [];
  events: NewEvent[] = [];
  messages: OutgoingMessage[] = [];
  calls: OutgoingCall[] = [];
  answers: Answer[] = [];
  progress: string | undefined;

  get isEmpty(): boolean {
    const { children, events, messages, calls, answers } = this;
    return children.length + events.length + messages.length + calls.length + answers.length === 0;
  }

  /** Nothing is left: what there was belongs to the commit. */
  clear(): void {
    if (!this.isEmpty) {
      this.children = [];
      this.events = [];
      this.messages = [];
      this.calls = [];
      this.answers = [];
    }
    this.progress = undefined;
  }
}
