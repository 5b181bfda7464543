// Generated from messages/ by "npm run messages". Do not edit.
/** One catalogue entry with its placeholders filled: what happened, why, and what to do. */
export interface Message {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly why: string;
  readonly action: string;
}
/** The request shows %problem%. */
export const tokenWrong = (parameters: { problem: string }): Message => ({
  code: "PD2300",
  severity: "error",
  message: `The request shows ${parameters.problem}.`,
  why: `The coordinator was started with a token, and answers only to those who show it.`,
  action: `Send the header \`Authorization: Bearer <token>\`, with the token that the coordinator was started with.`,
});

/** The request was sent to the host %host%, which the coordinator does not go by. */
export const hostRefused = (parameters: { host: string }): Message => ({
  code: "PD2301",
  severity: "error",
  message: `The request was sent to the host ${parameters.host}, which the coordinator does not go by.`,
  why: `A web page can have its own name point to this machine (DNS rebinding), and would then talk to the coordinator through the user's browser. So only expected names are answered.`,
  action: `Use \`localhost\`, \`127.0.0.1\` or the address that the coordinator was bound to, or start it with \`--allow-host <name>\`.`,
});

/** The body of the request has more than %limit% bytes. */
export const bodyTooLarge = (parameters: { limit: string }): Message => ({
  code: "PD2302",
  severity: "error",
  message: `The body of the request has more than ${parameters.limit} bytes.`,
  why: `The coordinator keeps a request in memory while it reads it, so there is a limit. Nothing of this request was stored.`,
  action: `Send less, or start the coordinator with a larger \`--max-body\`.`,
});

/** The body of the request is not JSON: %reason% */
export const bodyNotJson = (parameters: { reason: string }): Message => ({
  code: "PD2303",
  severity: "error",
  message: `The body of the request is not JSON: ${parameters.reason}`,
  why: `Nothing of this request was stored.`,
  action: `Send JSON, with the header \`Content-Type: application/json\`.`,
});

/** The request is not as expected: %path% must be %expected%. */
export const requestInvalid = (parameters: { path: string; expected: string }): Message => ({
  code: "PD2304",
  severity: "error",
  message: `The request is not as expected: ${parameters.path} must be ${parameters.expected}.`,
  why: `A request is either taken as a whole or not at all. Nothing of this one was stored.`,
  action: `Compare the request with docs/coordinator.md. For a worker, compare the versions of worker and coordinator.`,
});

/** There is nothing at %method% %path%. */
export const routeUnknown = (parameters: { method: string; path: string }): Message => ({
  code: "PD2305",
  severity: "error",
  message: `There is nothing at ${parameters.method} ${parameters.path}.`,
  why: `The path or the method is none that the coordinator knows.`,
  action: `Compare the address with docs/coordinator.md. Ids in a path are written as \`encodeURIComponent\` does.`,
});

/** There is no execution "%id%". */
export const executionNotFound = (parameters: { id: string }): Message => ({
  code: "PD2306",
  severity: "error",
  message: `There is no execution "${parameters.id}".`,
  why: `It was never started here, or it has ended and its retention is over.`,
  action: `Look at the id, and at whether this is the right coordinator. In a path, write an id as \`encodeURIComponent\` does.`,
});

/** The id "%id%" belongs to an execution with %difference%. */
export const idTakenByAnother = (parameters: { id: string; difference: string }): Message => ({
  code: "PD2307",
  severity: "error",
  message: `The id "${parameters.id}" belongs to an execution with ${parameters.difference}.`,
  why: `Starting an id again is safe, since it finds the execution that is there. It has to be the same call, though.`,
  action: `Use another id, or the same function and arguments.`,
});

/** No worker has said that it serves "%service%.%method%". */
export const methodUnknown = (parameters: { service: string; method: string }): Message => ({
  code: "PD2308",
  severity: "error",
  message: `No worker has said that it serves "${parameters.service}.${parameters.method}".`,
  why: `A service's functions can be started by name once a worker of it has been there.`,
  action: `Start a worker of the service with \`registerFunction\`, look at \`GET /services\`, or give the function's id as \`functionId\`.`,
});

/** The coordinator could not carry out the request: %reason% */
export const coordinatorFailed = (parameters: { reason: string }): Message => ({
  code: "PD2309",
  severity: "error",
  message: `The coordinator could not carry out the request: ${parameters.reason}`,
  why: `This is a fault of the coordinator's machine or of its code. What was to be stored is not stored.`,
  action: `Look at the coordinator's log. Sending the same request again is safe for a start with an id.`,
});

/** The coordinator does not listen on %host% without a token. */
export const bindRefused = (parameters: { host: string }): Message => ({
  code: "PD2310",
  severity: "error",
  message: `The coordinator does not listen on ${parameters.host} without a token.`,
  why: `Other machines can reach this address, and whoever reaches the coordinator can run and read everything in it.`,
  action: `Set PERDURE_TOKEN or give \`--token-file\`, or listen on 127.0.0.1.`,
});

/** The coordinator cannot listen on %host%:%port%: %reason% */
export const addressUnavailable = (parameters: { host: string; port: string; reason: string }): Message => ({
  code: "PD2311",
  severity: "error",
  message: `The coordinator cannot listen on ${parameters.host}:${parameters.port}: ${parameters.reason}`,
  why: `Another process has this port, the address is none of this machine's, or the port may not be used.`,
  action: `Stop the other process, or choose another \`--port\`.`,
});

/** %where%: %option% must be %expected%. */
export const invalidServerOption = (parameters: {
  where: string;
  option: string;
  expected: string;
}): Message => ({
  code: "PD2312",
  severity: "error",
  message: `${parameters.where}: ${parameters.option} must be ${parameters.expected}.`,
  why: `Nothing was started.`,
  action: `Correct the option.`,
});

/** The body of the request is not declared as JSON, but as %type%. */
export const contentTypeWrong = (parameters: { type: string }): Message => ({
  code: "PD2313",
  severity: "error",
  message: `The body of the request is not declared as JSON, but as ${parameters.type}.`,
  why: `A web page can send other types to any address without asking; JSON it cannot.`,
  action: `Send the header \`Content-Type: application/json\`.`,
});

/** The %what% of the request is no text of perdure's codec: %reason% */
export const textUnreadable = (parameters: { what: string; reason: string }): Message => ({
  code: "PD2314",
  severity: "error",
  message: `The ${parameters.what} of the request is no text of perdure's codec: ${parameters.reason}`,
  why: `Texts under \`encoded\` are written by the client, so that dates, maps and errors survive. Nothing of this request was stored.`,
  action: `Give plain JSON under the other name (\`args\`, \`payload\`), or use the client of "@perdure/server/client".`,
});

/** The coordinator at %url% could not be reached: %reason% */
export const clientFailed = (parameters: { url: string; reason: string }): Message => ({
  code: "PD2320",
  severity: "error",
  message: `The coordinator at ${parameters.url} could not be reached: ${parameters.reason}`,
  why: `Whether the request has arrived is not known. A start with an id can be repeated safely.`,
  action: `Look at whether the coordinator runs, at the address, and at what stands between.`,
});

/** The coordinator at %url% has answered with something that cannot be read: %reason% */
export const clientAnswer = (parameters: { url: string; reason: string }): Message => ({
  code: "PD2321",
  severity: "error",
  message: `The coordinator at ${parameters.url} has answered with something that cannot be read: ${parameters.reason}`,
  why: `Something else answers at this address: another server, a proxy, a login page.`,
  action: `Give the address of \`perdure serve\`, without a path behind it unless a proxy adds one.`,
});

/** %given% names no durable function for the client. */
export const functionUnnamed = (parameters: { given: string }): Message => ({
  code: "PD2322",
  severity: "error",
  message: `${parameters.given} names no durable function for the client.`,
  why: `A start needs the durable function itself, compiled in this process too, its id, or a service and a method.`,
  action: `Write \`client.start(flow, args)\`, \`client.start("shop/src/flow.ts#flow", args)\` or \`client.start({ service: "shop", method: "flow" }, args)\`.`,
});

/** No worker has said that it serves objects of "%class%". */
export const objectClassUnknown = (parameters: { class: string }): Message => ({
  code: "PD2330",
  severity: "error",
  message: `No worker has said that it serves objects of "${parameters.class}".`,
  why: `The coordinator knows classes by what workers have registered. It needs the class's id to find its objects and to create new ones.`,
  action: `Start a worker with \`registerObject\`, look at \`GET /services\`, or give the class's ids as \`classIds\`.`,
});

/** There is no object "%id%" of "%class%". */
export const objectNotFound = (parameters: { id: string; class: string }): Message => ({
  code: "PD2331",
  severity: "error",
  message: `There is no object "${parameters.id}" of "${parameters.class}".`,
  why: `It was never created here, or it was destroyed.`,
  action: `Look at the id, or send the constructor's further arguments as \`create\`, so that the call creates it.`,
});

/** "%id%" is no object of "%class%": it belongs to "%function%". */
export const objectIdTaken = (parameters: { id: string; class: string; function: string }): Message => ({
  code: "PD2332",
  severity: "error",
  message: `"${parameters.id}" is no object of "${parameters.class}": it belongs to "${parameters.function}".`,
  why: `The id of an object's execution begins with the name of its class. Another function, or another class of that name, has it already.`,
  action: `Give classes names that are different on one store.`,
});

/** "%method%" cannot be called. */
export const callMethodRefused = (parameters: { method: string }): Message => ({
  code: "PD2333",
  severity: "error",
  message: `"${parameters.method}" cannot be called.`,
  why: `Names that begin with "@" are the runtime's own.`,
  action: `Call one of the methods that \`GET /services\` lists; there are routes of their own to create and destroy objects.`,
});
