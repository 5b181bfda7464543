import type { Connection } from "./connection.js";
import { savepoint, type Attempt } from "./savepoint.js";

/** How many requests share one transaction at most, so that the event loop is not held for long. */
const GROUP = 256;

/**
 * Makes a write that may be asked for many times at once: requests that come in before their turn share one
 * transaction, and so one flush to the disk. One that fails does not hurt the others.
 */
export function joined<Request, Result>(
  connection: Connection,
  body: (request: Request) => Result,
): (request: Request) => Promise<Result> {
  const attempt = savepoint(connection);
  let open: { requests: Request[]; results: Promise<readonly Attempt<Result>[]> } | undefined;

  return async (request) => {
    if (!open || open.requests.length === GROUP) {
      const requests: Request[] = [];
      const group = { requests, results: connection.writeSoon(() => runGroup(requests)) };
      const close = () => {
        if (open === group) open = undefined;
      };
      group.results.then(close, close);
      open = group;
    }
    const index = open.requests.push(request) - 1;
    const result = (await open.results)[index]!;
    if ("error" in result) throw result.error;
    return result.value;
  };

  function runGroup(requests: Request[]): readonly Attempt<Result>[] {
    if (open?.requests === requests) open = undefined; // it is running: who comes now joins the next group
    return requests.map((request) => attempt(() => body(request)));
  }
}
