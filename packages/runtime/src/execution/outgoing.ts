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

  /** Nothing is left: what there was belongs to the commit. */
  clear(): void {
    if (!this.isEmpty) {
      this.children = [];
      this.events = [];
      this.messages = [];
    }
    this.progress = undefined;
  }
}
