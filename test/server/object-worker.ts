import { durable } from "perdure";
import { Account } from "./object-flow.js";

// Serves the accounts until it is killed: object-worker.ts <coordinator>
const silent = { warn: () => {}, error: () => {} };
const worker = durable.getWorker({
  serviceName: "bank",
  coordinatorEndpoint: process.argv[2]!,
  logger: silent,
  pollMs: 20,
});
await worker.registerObject(Account).start();
process.send?.("ready");
