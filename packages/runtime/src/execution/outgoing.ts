import type { NewEvent, NewExecution, OutgoingMessage } from "../store/store.js";

/** What an execution sends with its next commit. */
export class Outgoing {
  children: NewExecution[] = [];
  events: NewEvent[] = [];
  messages: OutgoingMessage[] = [];
  progress: string | undefined;

  get isEmpty(): boolean {
    return this.children.length + this.events.length + this.messages.length === 0;
  }

  /** All of it; nothing is left. */
  take(): Pick<Outgoing, "children" | "events" | "messages" | "progress"> {
    const { children, events, messages, progress } = this;
    this.children = [];
    this.events = [];
    this.messages = [];
    this.progress = undefined;
    return { children, events, messages, progress };
  }
}
