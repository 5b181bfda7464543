import { durable } from "perdure";
import { order } from "./flow.js";

// Serves the flow until it is killed: worker.ts <coordinator>
const silent = { warn: () => {}, error: () => {} };
const worker = durable.getWorker({
  serviceName: "shop",
  coordinatorEndpoint: process.argv[2]!,
  logger: silent,
});
await worker.registerFunction(order).start();
process.send?.("ready");
