import { startCoordinator } from "@perdure/server";
import { createClient } from "@perdure/server/client";
import { durable } from "perdure";
import { processData } from "../data-processor.ts";
import { OrderProcessor } from "../order-processor.ts";

// A worker behind a coordinator: `npm run worker -w primitives`. The coordinator is `npx perdure serve` as a rule; here
// both run in one process, in real time.
const coordinator = await startCoordinator({ file: ":memory:", port: 0 });

const worker = durable
  .getWorker({ serviceName: "data service", version: "1.0.0", coordinatorEndpoint: coordinator.url })
  .registerFunction(processData)
  .registerObject(OrderProcessor);
console.log(JSON.stringify(worker.getServiceConfig()));
await worker.start();

const client = createClient({ endpoint: coordinator.url });
const processed = await client.start<typeof processData>(
  { service: "data service", method: "data processor" },
  [{ items: [7] }],
  { id: "seven" },
);
console.log(JSON.stringify(await processed.result()));

// The class by its name: a client does not need its code.
const order = client.object<typeof OrderProcessor>("OrderProcessor", "order_7");
await order.addItem({ id: "lamp", price: 25 });
// A client that has seen no answer sends the call again, with the same id: it is applied once.
const shade = durable.withOptions(order, { callId: "shade of order_7" });
await shade.addItem({ id: "shade", price: 5 });
await shade.addItem({ id: "shade", price: 5 });
console.log(JSON.stringify(await order.summary()));

await worker.stop();
await coordinator.stop();
