// Generated from messages/ by "npm run messages". Do not edit.
/** One catalogue entry with its placeholders filled: what happened, why, and what to do. */
export interface Message {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly why: string;
  readonly action: string;
}
/** The durable function "%name%" has not been compiled, so it cannot be started. */
export const notCompiled = (parameters: { name: string }): Message => ({
  code: "PD2001",
  severity: "error",
  message: `The durable function "${parameters.name}" has not been compiled, so it cannot be started.`,
  why: `Its \`await\`s are not checkpoints: a crash in the middle would run it again from its start.`,
  action: `Add the perdure plugin to your build: \`{ "plugins": [{ "transform": "@perdure/plugin/tsc", "transformProgram": true }] }\` in tsconfig.json (built with \`tspc\`; \`tsc\` of TypeScript 7 ignores plugins without a word), \`perdure()\` from "@perdure/plugin/vite" in vite.config, or \`node --import @perdure/plugin/register\`.`,
});

/** "%id%" was compiled for machine ABI %found%, this runtime speaks ABI %expected%. */
export const machineAbiMismatch = (parameters: { id: string; found: string; expected: string }): Message => ({
  code: "PD2002",
  severity: "error",
  message: `"${parameters.id}" was compiled for machine ABI ${parameters.found}, this runtime speaks ABI ${parameters.expected}.`,
  why: `The compiler and the runtime come from different releases.`,
  action: `Install the same version of \`perdure\` and of the \`@perdure/*\` packages, and build again.`,
});

/** Two durable functions have the id "%id%": one in %first%, one in %second%. */
export const duplicateId = (parameters: { id: string; first: string; second: string }): Message => ({
  code: "PD2003",
  severity: "error",
  message: `Two durable functions have the id "${parameters.id}": one in ${parameters.first}, one in ${parameters.second}.`,
  why: `The id names the code in every stored snapshot, so it must lead to one function.`,
  action: `Give one of them another \`name\`.`,
});

/** What was started without `await` has failed, and nothing has handled it (seen at %place%): %problem% */
export const unhandledTask = (parameters: { place: string; problem: string }): Message => ({
  code: "PD2006",
  severity: "error",
  message: `What was started without \`await\` has failed, and nothing has handled it (seen at ${parameters.place}): ${parameters.problem}`,
  why: `An error that nobody waits for must not get lost, nor reach the process: it is thrown into the next await of the durable function. The first error is the \`cause\`.`,
  action: `Await the call or the operation, or handle its rejection with \`.catch(...)\`.`,
});

/** Code that is not compiled waits for %operation%. */
export const foreignWait = (parameters: { operation: string }): Message => ({
  code: "PD2051",
  severity: "error",
  message: `Code that is not compiled waits for ${parameters.operation}.`,
  why: `After a crash nobody could tell that code the outcome, and the operation would run again under another key. It has not been sent.`,
  action: `Await it in a compiled function: mark the function that waits with a \`ctx: DurableContext\` parameter. For retries use the operation's own \`maxRetries\`, for many at a time \`ctx.spawn(tasks, { concurrency })\`.`,
});

/** `%name%.start` was called inside a durable function. */
export const durableCallInTurn = (parameters: { name: string }): Message => ({
  code: "PD2052",
  severity: "error",
  message: `\`${parameters.name}.start\` was called inside a durable function.`,
  why: `What is started so is not tied to this execution: after a crash it would be started once more.`,
  action: `Write \`await ${parameters.name}(...)\`, a child that is started exactly once; or call \`${parameters.name}.start\` inside \`ctx.run\`, with an \`id\` that is always the same.`,
});

/** %where% does not know the option "%option%". */
export const unknownOption = (parameters: { where: string; option: string; known: string }): Message => ({
  code: "PD2053",
  severity: "error",
  message: `${parameters.where} does not know the option "${parameters.option}".`,
  why: `An option that is not understood would be dropped silently, and the code would run under other rules than it says.`,
  action: `Use one of: ${parameters.known}.`,
});

/** `ctx.%operation%` of execution %id% was used while no compiled code of that execution was running. */
export const contextOutsideTurn = (parameters: { operation: string; id: string }): Message => ({
  code: "PD2054",
  severity: "error",
  message: `\`ctx.${parameters.operation}\` of execution ${parameters.id} was used while no compiled code of that execution was running.`,
  why: `Its operations belong to an \`await\` of the durable function; in a \`ctx.run\` function or in a callback that runs later there is none.`,
  action: `Use \`ctx\` in the durable function or in its helpers only, and hand values, not the context, to other code.`,
});

/** %value% is not a duration. */
export const invalidDuration = (parameters: { value: string; where: string }): Message => ({
  code: "PD2055",
  severity: "error",
  message: `${parameters.value} is not a duration.`,
  why: `Durations are numbers of milliseconds, or texts such as "500ms", "2s", "5m", "1 day".`,
  action: `Correct the duration given to ${parameters.where}.`,
});

/** No service "%service%" has a method "%method%" here. */
export const unknownService = (parameters: { service: string; method: string }): Message => ({
  code: "PD2056",
  severity: "error",
  message: `No service "${parameters.service}" has a method "${parameters.method}" here.`,
  why: `A call goes to a handler in this process or to a remote service that was declared with its address.`,
  action: `Declare it before the engine starts: \`durable.service("${parameters.service}").handle("${parameters.method}", async (payload) => ...)\` or \`.remote({ url })\`.`,
});

/** %service%.%method% answered with status %status%. */
export const serviceFailed = (parameters: {
  service: string;
  method: string;
  status: string;
  reason: string;
}): Message => ({
  code: "PD2057",
  severity: "error",
  message: `${parameters.service}.${parameters.method} answered with status ${parameters.status}.`,
  why: `${parameters.reason}`,
  action: `Catch the \`ServiceError\` and look at its \`status\`, \`body\` and \`retryable\`; or give the call \`maxRetries\`.`,
});

/** %service%.%method% could not be reached: %reason% */
export const serviceUnreachable = (parameters: {
  service: string;
  method: string;
  reason: string;
}): Message => ({
  code: "PD2058",
  severity: "error",
  message: `${parameters.service}.${parameters.method} could not be reached: ${parameters.reason}`,
  why: `The request may or may not have arrived; a repetition carries the same idempotency key.`,
  action: `Give the call \`maxRetries\`, or catch the \`ServiceError\`.`,
});

/** The outcome of %operation% cannot be stored: %reason% */
export const unstorableResult = (parameters: { operation: string; reason: string }): Message => ({
  code: "PD2059",
  severity: "error",
  message: `The outcome of ${parameters.operation} cannot be stored: ${parameters.reason}`,
  why: `The operation has run and will not be run again; its outcome crosses to the durable function by value.`,
  action: `Return plain data from it: pick the fields that the function needs.`,
});

/** %where% was called with %problem%. */
export const invalidArgument = (parameters: { where: string; problem: string; hint: string }): Message => ({
  code: "PD2060",
  severity: "error",
  message: `${parameters.where} was called with ${parameters.problem}.`,
  why: `The call would have no meaning after a restart.`,
  action: `${parameters.hint}`,
});

/** `ctx.transaction` was given a function that returned a promise. */
export const transactionPromise = (): Message => ({
  code: "PD2061",
  severity: "error",
  message: `\`ctx.transaction\` was given a function that returned a promise.`,
  why: `On SQLite the function runs inside the commit of its turn, which cannot wait. Its statements were undone.`,
  action: `make the function synchronous, and do what takes time before it, in \`ctx.run\`.`,
});

/** The execution waits at %place% for a promise that nothing can settle any more. */
export const neverSettles = (parameters: { place: string }): Message => ({
  code: "PD2062",
  severity: "error",
  message: `The execution waits at ${parameters.place} for a promise that nothing can settle any more.`,
  why: `No operation, task or event leads to it. Where its \`resolve\` function was given to a listener or a timer, that is not stored, and would be lost in a crash.`,
  action: `wait for what happens outside with \`new Promise(...)\` around it, in memory, or with \`ctx.run\`; or let it arrive with \`ctx.waitForEvent\`.`,
});

/** An execution with the id "%id%" exists already, with %difference%. */
export const idTaken = (parameters: { id: string; difference: string }): Message => ({
  code: "PD2070",
  severity: "error",
  message: `An execution with the id "${parameters.id}" exists already, with ${parameters.difference}.`,
  why: `Starting with an id is idempotent: the same id means the same function and the same arguments.`,
  action: `Use another id, or start it with what it was started with first.`,
});

/** The execution %id% is parked: %reason%. %detail% */
export const executionParked = (parameters: { id: string; reason: string; detail: string }): Message => ({
  code: "PD2071",
  severity: "error",
  message: `The execution ${parameters.id} is parked: ${parameters.reason}. ${parameters.detail}`,
  why: `It keeps its snapshot and loses nothing; it goes on once the cause is gone.`,
  action: `Mend the cause and start the process again: the engine tries parked executions when it starts.`,
});

/** The execution %id% stands in "%machine%", which this process has not loaded. */
export const codeMissing = (parameters: { id: string; machine: string }): Message => ({
  code: "PD2072",
  severity: "error",
  message: `The execution ${parameters.id} stands in "${parameters.machine}", which this process has not loaded.`,
  why: `The function was removed or renamed, or its file is not imported here.`,
  action: `Import the file that holds it before the engine starts, or bring the code back under its old name.`,
});

/** The code of "%machine%" has changed while the execution %id% waits in it at %place%: %change%. */
export const codeEdited = (parameters: {
  machine: string;
  id: string;
  place: string;
  change: string;
}): Message => ({
  code: "PD2073",
  severity: "error",
  message: `The code of "${parameters.machine}" has changed while the execution ${parameters.id} waits in it at ${parameters.place}: ${parameters.change}.`,
  why: `Going on would put the stored variables into code that expects others, so perdure does not guess.`,
  action: `Bring the old code back, built with the compiler's version of then, until its executions have ended, or end them and start anew.`,
});

/** The snapshot of the execution %id% cannot be read: %reason% */
export const snapshotUnreadable = (parameters: { id: string; reason: string }): Message => ({
  code: "PD2074",
  severity: "error",
  message: `The snapshot of the execution ${parameters.id} cannot be read: ${parameters.reason}`,
  why: `The row was changed or damaged. Other executions are not touched.`,
  action: `Restore the row from a backup; the execution stays parked until then.`,
});

/** "%path%" in %function% cannot be stored: it is %kind%. It is live across the await at %place%: %source% */
export const liveValueUnstorable = (parameters: {
  path: string;
  function: string;
  kind: string;
  place: string;
  source: string;
}): Message => ({
  code: "PD2075",
  severity: "error",
  message: `"${parameters.path}" in ${parameters.function} cannot be stored: it is ${parameters.kind}. It is live across the await at ${parameters.place}: ${parameters.source}`,
  why: `Every variable that is used after an await is part of the snapshot.`,
  action: `Use the value up before the await, make it inside \`ctx.run\`, or keep the data that it was made from instead.`,
});

/** There is no execution with the id "%id%". */
export const executionUnknown = (parameters: { id: string }): Message => ({
  code: "PD2076",
  severity: "error",
  message: `There is no execution with the id "${parameters.id}".`,
  why: `It was never started on this store.`,
  action: `Check the id and the store's path.`,
});

/** This engine has been stopped. */
export const engineStopped = (): Message => ({
  code: "PD2077",
  severity: "error",
  message: `This engine has been stopped.`,
  why: `It takes no more executions; those that it had go on in the next engine on the same store.`,
  action: `Create a new engine.`,
});

/** The durable function "%name%" was compiled under the id "%id%", which does not hold its name. */
export const nameMismatch = (parameters: { name: string; id: string }): Message => ({
  code: "PD2078",
  severity: "error",
  message: `The durable function "${parameters.name}" was compiled under the id "${parameters.id}", which does not hold its name.`,
  why: `The name must be known when the code is compiled, since it is part of every stored id.`,
  action: `Write the options, with the name as a plain string, where the function is defined: \`durable.flow({ name: "..." }, ...)\`.`,
});

/** %path% cannot be stored: %kind%. */
export const unstorableValue = (parameters: { path: string; kind: string }): Message => ({
  code: "PD2100",
  severity: "error",
  message: `${parameters.path} cannot be stored: ${parameters.kind}.`,
  why: `What it is exists only in this process's memory, so it could not be made again after a restart.`,
  action: `Use it up before the next \`await\`, make it inside \`ctx.run\`, or keep the data that it was made from.`,
});

/** %path% cannot be stored: %kind%. */
export const unstorableFunction = (parameters: { path: string; kind: string }): Message => ({
  code: "PD2101",
  severity: "error",
  message: `${parameters.path} cannot be stored: ${parameters.kind}.`,
  why: `A function is stored by its name, and this one has none that survives a restart: it comes from code that was not compiled, or it was made by other code while running (\`bind\`, a library's factory).`,
  action: `Write it as a function of a module that perdure compiles, as a closure inside the durable function, or call it before the next \`await\` and keep its result.`,
});

/** %path% cannot be stored: an instance of %kind%, a class that is not registered. */
export const unstorableInstance = (parameters: { path: string; kind: string }): Message => ({
  code: "PD2102",
  severity: "error",
  message: `${parameters.path} cannot be stored: an instance of ${parameters.kind}, a class that is not registered.`,
  why: `Restoring it would need the class by name. Instances of classes that hold a connection, a file or a timer cannot be restored at all.`,
  action: `Keep plain data and make the instance where it is used (inside \`ctx.run\`, for example). For your own data class: declare it at the top level of a module that perdure compiles, or call \`durable.register(Class)\` with it, and with its base class. An object that this process has under a name: \`durable.ref(name, () => object)\`.`,
});

/** %path% cannot be stored: an error of the class %kind%, which is not registered. */
export const unstorableErrorClass = (parameters: { path: string; kind: string }): Message => ({
  code: "PD2103",
  severity: "error",
  message: `${parameters.path} cannot be stored: an error of the class ${parameters.kind}, which is not registered.`,
  why: `A restored error of another class would take other branches of your \`catch\` blocks.`,
  action: `Declare the class at the top level of a module that perdure compiles, or keep what you need of the error: \`const { message } = error\`.`,
});

/** %path% cannot be stored: %kind%. */
export const unstorableAccessor = (parameters: { path: string; kind: string }): Message => ({
  code: "PD2104",
  severity: "error",
  message: `${parameters.path} cannot be stored: ${parameters.kind}.`,
  why: `Its functions come from code that was not compiled. Reading it would run them, and storing what it gave would turn it into a constant.`,
  action: `Keep its value in an ordinary property, or write the accessor in code that perdure compiles.`,
});

/** %path% cannot be stored: %kind%. */
export const unstorablePrivate = (parameters: { path: string; kind: string }): Message => ({
  code: "PD2105",
  severity: "error",
  message: `${parameters.path} cannot be stored: ${parameters.kind}.`,
  why: `Nothing outside of the class can read its private (\`#\`) fields, so a copy would come back without them.`,
  action: `Write \`private\` instead of \`#\`, or give the class both hooks: a method \`[Symbol.for("perdure.serialize")]()\` that returns plain data, and a static method \`[Symbol.for("perdure.deserialize")](data)\` that makes the instance.`,
});

/** %path% cannot be stored: %kind%. */
export const unstorableHook = (parameters: { path: string; kind: string }): Message => ({
  code: "PD2106",
  severity: "error",
  message: `${parameters.path} cannot be stored: ${parameters.kind}.`,
  why: `The class has a method \`[Symbol.for("perdure.serialize")]\`, whose result is stored in the place of the instance; with it alone the instance could not be made again.`,
  action: `Let the method return plain data that does not lead back to the instance, and give the class a static method \`[Symbol.for("perdure.deserialize")](data)\`.`,
});

/** This is not the text of a snapshot: %problem%. */
export const snapshotTextInvalid = (parameters: { problem: string }): Message => ({
  code: "PD2110",
  severity: "error",
  message: `This is not the text of a snapshot: ${parameters.problem}.`,
  why: `It was changed, cut off, or written by something else. Nothing of it was used.`,
  action: `Restore the text from a backup. If you wrote it by hand, compare it with an untouched one.`,
});

/** A stored value needs the %what% "%id%", which this process has not loaded. */
export const snapshotCodeMissing = (parameters: { what: string; id: string }): Message => ({
  code: "PD2111",
  severity: "error",
  message: `A stored value needs the ${parameters.what} "${parameters.id}", which this process has not loaded.`,
  why: `It was renamed or removed, or its file is not imported here.`,
  action: `Import the file that declares it before the engine starts, or bring it back under its old name.`,
});

/** The stored closure "%id%" was edited: it captured %before%, and now captures %after%. */
export const snapshotClosureEdited = (parameters: {
  id: string;
  before: string;
  after: string;
}): Message => ({
  code: "PD2112",
  severity: "error",
  message: `The stored closure "${parameters.id}" was edited: it captured ${parameters.before}, and now captures ${parameters.after}.`,
  why: `Running the new code over the old variables would be a guess.`,
  action: `Bring the old code back until the executions that hold the closure have ended.`,
});

/** The stored generator "%id%" was edited while it stood at %place%: %change%. */
export const snapshotGeneratorEdited = (parameters: {
  id: string;
  place: string;
  change: string;
}): Message => ({
  code: "PD2113",
  severity: "error",
  message: `The stored generator "${parameters.id}" was edited while it stood at ${parameters.place}: ${parameters.change}.`,
  why: `Going on would put its stored variables into code that expects others.`,
  action: `Bring the old code back until the executions that hold the generator have ended.`,
});

/** A stored instance of "%id%" has the shape of version %stored%; the class that is loaded is at version %current%. */
export const snapshotClassVersion = (parameters: {
  id: string;
  stored: string;
  current: string;
}): Message => ({
  code: "PD2114",
  severity: "error",
  message: `A stored instance of "${parameters.id}" has the shape of version ${parameters.stored}; the class that is loaded is at version ${parameters.current}.`,
  why: `Its fields may have other names or meanings, and nothing says how to get from the one to the other.`,
  action: `Give the class an \`upgrade\`: \`durable.register(Class, { version: ${parameters.current}, upgrade: (data, fromVersion) => data })\`. Where the stored version is the later one, load the newer code.`,
});

/** A stored instance of "%id%" could not be made: its %part% %problem%. */
export const snapshotClassFailed = (parameters: { id: string; part: string; problem: string }): Message => ({
  code: "PD2115",
  severity: "error",
  message: `A stored instance of "${parameters.id}" could not be made: its ${parameters.part} ${parameters.problem}.`,
  why: `The code of the class is what makes the instance out of the stored data.`,
  action: `Correct the class; the error's \`cause\` is what it has thrown. The execution goes on when a process with the corrected class starts.`,
});

/** A stored text could not be decoded: %problem%. */
export const snapshotUndecodable = (parameters: { problem: string }): Message => ({
  code: "PD2116",
  severity: "error",
  message: `A stored text could not be decoded: ${parameters.problem}.`,
  why: `It was stored through another codec, with another key, or it was changed.`,
  action: `Give the engine the codec that the text was stored with; \`encryption\` takes older keys beside the current one.`,
});

/** The state at %place% takes %size% bytes; the limit is %limit%. The largest variable is %largest%. */
export const snapshotTooLarge = (parameters: {
  place: string;
  size: string;
  limit: string;
  largest: string;
}): Message => ({
  code: "PD2117",
  severity: "error",
  message: `The state at ${parameters.place} takes ${parameters.size} bytes; the limit is ${parameters.limit}. The largest variable is ${parameters.largest}.`,
  why: `All of it would be read again at a restore, and what changes of it is written at each await.`,
  action: `Keep large data in a file or a table of your own and its key here, let go of what is not needed any more, or raise the engine's \`maxSnapshotBytes\`.`,
});

/** This snapshot has version %version% of the format; this process reads version %known%. */
export const snapshotVersionUnknown = (parameters: { version: string; known: string }): Message => ({
  code: "PD2118",
  severity: "error",
  message: `This snapshot has version ${parameters.version} of the format; this process reads version ${parameters.known}.`,
  why: `A newer release has written it. Nothing of it was used.`,
  action: `Go on with the release that wrote it, or a newer one.`,
});

/** The option "%option%" of %where% is %value%; it has to be %expected%. */
export const invalidOption = (parameters: {
  option: string;
  where: string;
  value: string;
  expected: string;
}): Message => ({
  code: "PD2120",
  severity: "error",
  message: `The option "${parameters.option}" of ${parameters.where} is ${parameters.value}; it has to be ${parameters.expected}.`,
  why: `A value that is not understood would make the code run under other rules than it says.`,
  action: `Correct the option. docs/options.md lists all of them.`,
});

/** %where% was given %value% for its options. */
export const invalidOptions = (parameters: { where: string; value: string }): Message => ({
  code: "PD2121",
  severity: "error",
  message: `${parameters.where} was given ${parameters.value} for its options.`,
  why: `Options are an object with the names that docs/options.md lists.`,
  action: `Write \`{ maxRetries: 3, timeout: "5m" }\`, or leave the options out.`,
});

/** %where% has `checkpointInterval: %interval%` without `deterministic: true`. */
export const intervalNotDeterministic = (parameters: { where: string; interval: string }): Message => ({
  code: "PD2122",
  severity: "error",
  message: `${parameters.where} has \`checkpointInterval: ${parameters.interval}\` without \`deterministic: true\`.`,
  why: `With an interval above 1 the operations in between may run again after a crash, with the same keys. That is right only where the code between them does the same each time, which \`deterministic: true\` lets the compiler check.`,
  action: `Add \`deterministic: true\`, or leave \`checkpointInterval\` out.`,
});

/** %where% was not given what its schema asks for: %issues% */
export const invalidInput = (parameters: { where: string; issues: string }): Message => ({
  code: "PD2123",
  severity: "error",
  message: `${parameters.where} was not given what its schema asks for: ${parameters.issues}`,
  why: `The input is checked before anything is stored, so nothing has been started.`,
  action: `Correct the input; the error's \`issues\` name each place.`,
});

/** %where% returned what its schema does not allow: %issues% */
export const invalidOutput = (parameters: { where: string; issues: string }): Message => ({
  code: "PD2124",
  severity: "error",
  message: `${parameters.where} returned what its schema does not allow: ${parameters.issues}`,
  why: `The result is checked when the function has returned; everything that it did stands.`,
  action: `Correct the function or its \`output\` schema; the error's \`issues\` name each place.`,
});

/** %what% did not end within %limit%. */
export const timedOut = (parameters: { what: string; limit: string }): Message => ({
  code: "PD2130",
  severity: "error",
  message: `${parameters.what} did not end within ${parameters.limit}.`,
  why: `What was waited for is withdrawn or told to stop. An effect that was under way may have happened all the same.`,
  action: `Catch the \`TimeoutError\` where the code can go on without it, or raise the \`timeout\` or \`attemptTimeout\`.`,
});

/** %what% was cancelled%reason%. */
export const cancelled = (parameters: { what: string; reason: string }): Message => ({
  code: "PD2131",
  severity: "error",
  message: `${parameters.what} was cancelled${parameters.reason}.`,
  why: `The error is thrown once, at the await where the code stands, so that \`finally\` and compensation can run.`,
  action: `Let it pass, unless the code has something to undo.`,
});

/** The wait at %place% was interrupted: the process ended while it waited for a promise that is not durable. */
export const interruptedWait = (parameters: { place: string }): Message => ({
  code: "PD2132",
  severity: "error",
  message: `The wait at ${parameters.place} was interrupted: the process ended while it waited for a promise that is not durable.`,
  why: `What the promise would have given was in the memory of that process. The call is not made a second time, because nobody knows how far it had come.`,
  action: `Wrap it in ctx.run, as in \`await ctx.run(() => fetch(url).then((answer) => answer.json()))\`; or catch the \`InterruptedError\`.`,
});

/** The function "%name%" of a durable function was called while its execution was not running. */
export const staleClosure = (parameters: { name: string }): Message => ({
  code: "PD2133",
  severity: "error",
  message: `The function "${parameters.name}" of a durable function was called while its execution was not running.`,
  why: `It would read and change variables that nobody stores any more. Listeners and timers that fire later end up here.`,
  action: `Send an event with \`sendEvent\` from the listener and wait for it with \`ctx.waitForEvent\`.`,
});

/** %reason% */
export const nonRetryable = (parameters: { reason: string }): Message => ({
  code: "PD2134",
  severity: "error",
  message: `${parameters.reason}`,
  why: `The code that was run says that another attempt would end in the same way.`,
  action: `Mend the cause that the message names; no retry option applies to this error.`,
});

/** The outcome of %operation% has %size% bytes; the limit is %limit%. */
export const resultTooLarge = (parameters: { operation: string; size: string; limit: string }): Message => ({
  code: "PD2135",
  severity: "error",
  message: `The outcome of ${parameters.operation} has ${parameters.size} bytes; the limit is ${parameters.limit}.`,
  why: `The operation has run and will not be run again. What it gave is too large to be a part of the snapshot.`,
  action: `Keep the data elsewhere, in a file or a bucket, and return where it is.`,
});

/** The engine takes no further execution now: %reason%. */
export const engineBusy = (parameters: { reason: string }): Message => ({
  code: "PD2136",
  severity: "error",
  message: `The engine takes no further execution now: ${parameters.reason}.`,
  why: `It holds as much work as it was told to hold, and refuses more instead of growing without bound. Nothing has been started.`,
  action: `Try again later, or raise the engine's limit.`,
});

/** The option "retryIf" failed itself: %problem% */
export const retryIfFailed = (parameters: { problem: string; failure: string }): Message => ({
  code: "PD2137",
  severity: "error",
  message: `The option "retryIf" failed itself: ${parameters.problem}`,
  why: `The attempt had failed with: ${parameters.failure}`,
  action: `Let \`retryIf\` return true or false at once, without \`await\` and without throwing.`,
});

/** %what% was ended by a person%reason%. */
export const ended = (parameters: { what: string; reason: string }): Message => ({
  code: "PD2138",
  severity: "error",
  message: `${parameters.what} was ended by a person${parameters.reason}.`,
  why: `\`engine.end\` ends an execution where it stands, with the children that it waits for. None of their code has run, so nothing was cleaned up.`,
  action: `Undo by hand what has to be undone; \`handle.history()\` tells what was done. To let an execution clean up, use \`handle.cancel()\`.`,
});

/** The payload of %service%.%method% cannot be written as JSON: %reason% */
export const payloadNotJson = (parameters: { service: string; method: string; reason: string }): Message => ({
  code: "PD2140",
  severity: "error",
  message: `The payload of ${parameters.service}.${parameters.method} cannot be written as JSON: ${parameters.reason}`,
  why: `The service answers over HTTP, where payloads are JSON. The request has not been sent.`,
  action: `Send plain data: numbers or texts instead of BigInts, and no cycles.`,
});

/** %service%.%method% answered with more than %limit% bytes. */
export const answerTooLarge = (parameters: { service: string; method: string; limit: string }): Message => ({
  code: "PD2141",
  severity: "error",
  message: `${parameters.service}.${parameters.method} answered with more than ${parameters.limit} bytes.`,
  why: `The answer becomes a part of the snapshot. The request has been carried out; a repetition would give the same answer.`,
  action: `Let the service keep the data elsewhere and answer with where it is.`,
});

/** %service%.%method% answered with a body that says it is JSON and is not: %reason% */
export const answerNotJson = (parameters: { service: string; method: string; reason: string }): Message => ({
  code: "PD2142",
  severity: "error",
  message: `${parameters.service}.${parameters.method} answered with a body that says it is JSON and is not: ${parameters.reason}`,
  why: `The body was cut off or is broken. The request may have been carried out; a repetition carries the same idempotency key.`,
  action: `Mend the service, or give the call \`maxRetries\`.`,
});

/** "%method%" cannot be a method of the HTTP service "%service%". */
export const invalidMethodName = (parameters: { method: string; service: string }): Message => ({
  code: "PD2143",
  severity: "error",
  message: `"${parameters.method}" cannot be a method of the HTTP service "${parameters.service}".`,
  why: `The method is the last part of the address, where this name has a meaning of its own.`,
  action: `Use another name.`,
});

/** The address of the service "%service%" cannot be used: %reason% */
export const invalidRemote = (parameters: { service: string; reason: string }): Message => ({
  code: "PD2144",
  severity: "error",
  message: `The address of the service "${parameters.service}" cannot be used: ${parameters.reason}`,
  why: `Calls are sent as \`POST {url}/{method}\`.`,
  action: `Write \`.remote({ url: "https://host/path", headers: { authorization: "..." } })\`, with user names and passwords in a header.`,
});

/** The carrier "%name%" has captured something that cannot be stored: %reason% */
export const carriedUnstorable = (parameters: { name: string; reason: string }): Message => ({
  code: "PD2150",
  severity: "error",
  message: `The carrier "${parameters.name}" has captured something that cannot be stored: ${parameters.reason}`,
  why: `What a carrier captures is stored with the execution, so that it is there again after a restart.`,
  action: `Let \`capture\` give the data that the context is made from (ids, names), and let \`run\` make the context from it.`,
});

/** `durable.carrier` was called with %problem%. */
export const invalidCarrier = (parameters: { problem: string }): Message => ({
  code: "PD2151",
  severity: "error",
  message: `\`durable.carrier\` was called with ${parameters.problem}.`,
  why: `A carrier is found again by its name after a restart, and needs both of its functions.`,
  action: `Write \`durable.carrier("tenant", { capture: () => tenant.getStore(), run: (value, body) => tenant.run(value, body) })\`.`,
});

/** There is a %what% "%name%" already, and it is another one. */
export const nameTaken = (parameters: { what: string; name: string }): Message => ({
  code: "PD2160",
  severity: "error",
  message: `There is a ${parameters.what} "${parameters.name}" already, and it is another one.`,
  why: `Snapshots hold the name, so it must lead to one thing. The same code may take its name again, as a module does that is loaded twice.`,
  action: `Give one of them another name. After an edit in watch mode: start the process anew.`,
});

/** The resource "%name%" cannot be the value of `using`. */
export const resourceNotDisposable = (parameters: { name: string }): Message => ({
  code: "PD2161",
  severity: "error",
  message: `The resource "${parameters.name}" cannot be the value of \`using\`.`,
  why: `It belongs to the process: other executions use it, and so does this one after its next await.`,
  action: `Write \`const\` in the place of \`using\`. When the process ends, call the resource's \`release()\`.`,
});

/** %where% was called with %problem%. */
export const invalidRegistration = (parameters: {
  where: string;
  problem: string;
  hint: string;
}): Message => ({
  code: "PD2162",
  severity: "error",
  message: `${parameters.where} was called with ${parameters.problem}.`,
  why: `What it registers is found again by its name, in this process and in later ones.`,
  action: `${parameters.hint}`,
});

/** %file% is not a SQLite database. */
export const storeNotDatabase = (parameters: { file: string }): Message => ({
  code: "PD2200",
  severity: "error",
  message: `${parameters.file} is not a SQLite database.`,
  why: `Executions are kept in a SQLite file, and this file holds something else. It has not been changed.`,
  action: `Name another file, or move this one away: a missing file is created.`,
});

/** %file% is damaged: %reason%. */
export const storeDamaged = (parameters: { file: string; reason: string }): Message => ({
  code: "PD2201",
  severity: "error",
  message: `${parameters.file} is damaged: ${parameters.reason}.`,
  why: `SQLite found pages that contradict each other. This comes from a failing disk, from a copy made while the file was in use, or from a file that was restored without its \`-wal\` file.`,
  action: `Keep a copy of the file together with its \`-wal\` and \`-shm\` files, then restore a backup, or try \`sqlite3 ${parameters.file} .recover\`.`,
});

/** %file% has schema version %found%; this release of perdure knows versions up to %known%. */
export const storeTooNew = (parameters: { file: string; found: string; known: string }): Message => ({
  code: "PD2202",
  severity: "error",
  message: `${parameters.file} has schema version ${parameters.found}; this release of perdure knows versions up to ${parameters.known}.`,
  why: `A newer release has upgraded the file, and an older one would not understand what it stores.`,
  action: `Run the newer release of perdure here too, or use another file.`,
});

/** %file% is a SQLite database of another application (%reason%). */
export const storeForeign = (parameters: { file: string; reason: string }): Message => ({
  code: "PD2203",
  severity: "error",
  message: `${parameters.file} is a SQLite database of another application (${parameters.reason}).`,
  why: `perdure keeps its executions in a file of its own. This file has not been changed.`,
  action: `Name another file; it is created where it is missing.`,
});

/** %file% cannot be written. */
export const storeReadOnly = (parameters: { file: string }): Message => ({
  code: "PD2204",
  severity: "error",
  message: `${parameters.file} cannot be written.`,
  why: `The file or its directory is read-only for this process. SQLite writes three files there: the database, its \`-wal\` and its \`-shm\`.`,
  action: `Give the process the right to write the file and to create files beside it, or name a file elsewhere.`,
});

/** %file% cannot be opened: %reason%. */
export const storeCannotOpen = (parameters: { file: string; reason: string }): Message => ({
  code: "PD2205",
  severity: "error",
  message: `${parameters.file} cannot be opened: ${parameters.reason}.`,
  why: `Without its store an engine can neither start executions nor go on with them.`,
  action: `Check the path: it must name a file, or a place where this process may create one.`,
});

/** %file% was locked by another process for %seconds% seconds. */
export const storeBusy = (parameters: { file: string; seconds: string }): Message => ({
  code: "PD2206",
  severity: "error",
  message: `${parameters.file} was locked by another process for ${parameters.seconds} seconds.`,
  why: `Writers take turns, each for some milliseconds. So long a wait means that another program holds a transaction open, often a database tool or a backup. Nothing was written.`,
  action: `End the transaction in the other program (\`fuser ${parameters.file}\` lists who has the file open), then try again.`,
});

/** %file% cannot grow: the disk is full. */
export const storeFull = (parameters: { file: string }): Message => ({
  code: "PD2207",
  severity: "error",
  message: `${parameters.file} cannot grow: the disk is full.`,
  why: `The transaction was rolled back; what was committed before is safe.`,
  action: `Free some space. The engine tries again by itself.`,
});

/** Reading or writing %file% failed: %reason%. */
export const storeInputOutput = (parameters: { file: string; reason: string }): Message => ({
  code: "PD2208",
  severity: "error",
  message: `Reading or writing ${parameters.file} failed: ${parameters.reason}.`,
  why: `The operating system reported an error of the disk or of the network file system. The transaction was rolled back.`,
  action: `Look at the system's log. SQLite needs a local file system; network shares often fail under load.`,
});

/** The store of %file% has been closed. */
export const storeClosed = (parameters: { file: string }): Message => ({
  code: "PD2209",
  severity: "error",
  message: `The store of ${parameters.file} has been closed.`,
  why: `Its connection is gone, so nothing can be read or written through it.`,
  action: `Stop the engines that use a store before closing it, or open the store again.`,
});

/** No SQLite driver could be loaded: %reason%. */
export const sqliteDriverMissing = (parameters: { reason: string; node: string }): Message => ({
  code: "PD2210",
  severity: "error",
  message: `No SQLite driver could be loaded: ${parameters.reason}.`,
  why: `A store in a file needs one of two drivers: the package \`better-sqlite3\`, whose native part is built for one major version of Node, or \`node:sqlite\`, which Node has from 22.13 on. This is Node ${parameters.node}.`,
  action: `Run \`npm install better-sqlite3\` (or \`npm rebuild better-sqlite3\` after a change of Node) and allow its install script where npm asks for it; or use Node 22.13 or later.`,
});

/** SQLite refused an operation on %file%: %reason%. */
export const storeFailed = (parameters: { file: string; reason: string }): Message => ({
  code: "PD2211",
  severity: "error",
  message: `SQLite refused an operation on ${parameters.file}: ${parameters.reason}.`,
  why: `This error is not an expected one. The transaction was rolled back.`,
  action: `Please report it, with the text of the cause.`,
});

/** The call of %object% would never be answered: %cycle%. */
export const deadlock = (parameters: { object: string; cycle: string }): Message => ({
  code: "PD2220",
  severity: "error",
  message: `The call of ${parameters.object} would never be answered: ${parameters.cycle}.`,
  why: `An object carries out one call at a time, so those who wait for each other in a circle wait for ever. The call is taken back; the others go on.`,
  action: `Let one of them start the call without waiting for it inside the method, or declare the class with \`reentrant: true\`, so that a call which comes back to the object is let in.`,
});

/** There is no %class% with the id "%id%". */
export const objectMissing = (parameters: { class: string; id: string }): Message => ({
  code: "PD2221",
  severity: "error",
  message: `There is no ${parameters.class} with the id "${parameters.id}".`,
  why: `It was never created on this store, or it was destroyed.`,
  action: `Use \`${parameters.class}.getOrCreate("${parameters.id}")\`, which creates it.`,
});

/** %class% has no method "%method%" that can be called. */
export const methodUnknown = (parameters: { class: string; method: string }): Message => ({
  code: "PD2222",
  severity: "error",
  message: `${parameters.class} has no method "${parameters.method}" that can be called.`,
  why: `The class that this process has loaded does not have it, or it is an accessor or a field.`,
  action: `Load the version of the class that has it in the process that serves the object.`,
});

/** %class% cannot be a durable object: %problem%. */
export const objectInvalid = (parameters: { class: string; problem: string; hint: string }): Message => ({
  code: "PD2223",
  severity: "error",
  message: `${parameters.class} cannot be a durable object: ${parameters.problem}.`,
  why: `What a class promises about its methods is checked when it is declared.`,
  action: `${parameters.hint}`,
});

/** The %class% "%id%" was destroyed while this call waited for it. */
export const objectDestroyed = (parameters: { class: string; id: string }): Message => ({
  code: "PD2224",
  severity: "error",
  message: `The ${parameters.class} "${parameters.id}" was destroyed while this call waited for it.`,
  why: `Calls that wait in line when an object is destroyed are not carried out.`,
  action: `Call \`${parameters.class}.getOrCreate("${parameters.id}")\` for a new one.`,
});

/** `%class%.%method%` was called inside durable code. */
export const objectInTurn = (parameters: { class: string; method: string }): Message => ({
  code: "PD2225",
  severity: "error",
  message: `\`${parameters.class}.${parameters.method}\` was called inside durable code.`,
  why: `What is done so is not tied to this execution: after a crash it would be done once more.`,
  action: `Write \`ctx.getObject(${parameters.class}, id)\`, whose calls are carried out exactly once.`,
});

/** The call of %method% ended the work of "%id%" in the middle: %reason% */
export const objectEnded = (parameters: { method: string; id: string; reason: string }): Message => ({
  code: "PD2226",
  severity: "error",
  message: `The call of ${parameters.method} ended the work of "${parameters.id}" in the middle: ${parameters.reason}`,
  why: `What the method had changed since the last commit is gone.`,
  action: `Mend the cause and call again.`,
});

/** durable.entity cannot declare "%name%": %problem%. */
export const entityInvalid = (parameters: { name: string; problem: string; hint: string }): Message => ({
  code: "PD2240",
  severity: "error",
  message: `durable.entity cannot declare "${parameters.name}": ${parameters.problem}.`,
  why: `An entity is an object's state and what may be done with it; without that its objects could not be called.`,
  action: `${parameters.hint}`,
});

/** The state of the entity "%name%" is %problem%, and no object. */
export const entityStateInvalid = (parameters: { name: string; problem: string }): Message => ({
  code: "PD2241",
  severity: "error",
  message: `The state of the entity "${parameters.name}" is ${parameters.problem}, and no object.`,
  why: `Handlers change the state in place, which only an object can be.`,
  action: `Give an object from \`state\`: \`state: () => ({ count: 0 })\`.`,
});

/** %file% is open with the SQLite driver "%used%" in this process, so "%wanted%" cannot open it. */
export const storeOtherDriver = (parameters: { file: string; used: string; wanted: string }): Message => ({
  code: "PD2250",
  severity: "error",
  message: `${parameters.file} is open with the SQLite driver "${parameters.used}" in this process, so "${parameters.wanted}" cannot open it.`,
  why: `Each driver has a SQLite of its own, and the operating system keeps one set of locks for the whole process: closing the file in one of them would drop the locks of the other, and with them the protection of the data.`,
  action: `Use one driver for this file in this process, or leave the option \`driver\` out.`,
});

/** Process after process died while this execution's code ran, three times without a commit in between. */
export const executionPoisoned = (): Message => ({
  code: "PD2251",
  severity: "error",
  message: `Process after process died while this execution's code ran, three times without a commit in between.`,
  why: `Starting it again would most likely end the next process too: the code runs out of memory, blocks the event loop until somebody kills it, or calls native code that crashes.`,
  action: `Look for the cause at the checkpoint where it stands, then resume the execution, retry it from its start, or end it.`,
});

/** The function of a transaction rolled back the transaction that it runs in. */
export const transactionEnded = (): Message => ({
  code: "PD2252",
  severity: "error",
  message: `The function of a transaction rolled back the transaction that it runs in.`,
  why: `\`ctx.transaction\` runs its statements inside the store's own transaction, together with those of other executions. A \`ROLLBACK\` of the user's undid all of them; the others were written again.`,
  action: `Throw an error to undo the statements of a transaction, or use a savepoint.`,
});

/** The coordinator at %url% cannot be reached: %reason% */
export const coordinatorUnreachable = (parameters: { url: string; reason: string }): Message => ({
  code: "PD2260",
  severity: "error",
  message: `The coordinator at ${parameters.url} cannot be reached: ${parameters.reason}`,
  why: `Nothing that was asked for in this moment is known to be stored. Once a worker has registered it waits for its coordinator and goes on by itself; this is the first contact, or the worker is stopping.`,
  action: `Start the coordinator with \`perdure serve\`, and look at the address and at what stands between.`,
});

/** The coordinator at %url% has refused the request "%method%" (%status%): %reason% */
export const coordinatorRefused = (parameters: {
  url: string;
  method: string;
  status: string;
  reason: string;
}): Message => ({
  code: "PD2261",
  severity: "error",
  message: `The coordinator at ${parameters.url} has refused the request "${parameters.method}" (${parameters.status}): ${parameters.reason}`,
  why: `The same request would be refused again, so it is not repeated.`,
  action: `For 401, give the token that the coordinator was started with. For 413, raise the coordinator's \`--max-body\`, or store less in one execution. For others, compare the versions of worker and coordinator.`,
});

/** The coordinator at %url% has answered "%method%" with something that cannot be read: %reason% */
export const coordinatorAnswer = (parameters: { url: string; method: string; reason: string }): Message => ({
  code: "PD2262",
  severity: "error",
  message: `The coordinator at ${parameters.url} has answered "${parameters.method}" with something that cannot be read: ${parameters.reason}`,
  why: `Something else answers at this address: another server, a proxy, a login page.`,
  action: `Give the address of \`perdure serve\`, without a path behind it unless a proxy adds one.`,
});

/** The store takes this engine for dead. */
export const leaseLost = (): Message => ({
  code: "PD2263",
  severity: "error",
  message: `The store takes this engine for dead.`,
  why: `A worker renews its lease all the time. This one did not for too long (its process was stopped, its event loop was blocked, the network was down), so that others may go on with its executions. What it commits under its old number is refused.`,
  action: `Nothing: the engine drops what it had in memory, registers again, and takes over what it finds.`,
});

/** `ctx.transaction` needs a store in this process, and this worker works through a coordinator. */
export const transactionNeedsStore = (): Message => ({
  code: "PD2264",
  severity: "error",
  message: `\`ctx.transaction\` needs a store in this process, and this worker works through a coordinator.`,
  why: `The statements of a transaction run inside the commit of the turn, in the coordinator's database; a function cannot be sent there.`,
  action: `Run functions that use \`ctx.transaction\` in a process that opens the store itself, or write to a database of your own in \`ctx.run\`, under \`ctx.idempotencyKey\`.`,
});

/** %where% was called with %problem% for the coordinator. */
export const invalidCoordinator = (parameters: { where: string; problem: string }): Message => ({
  code: "PD2265",
  severity: "error",
  message: `${parameters.where} was called with ${parameters.problem} for the coordinator.`,
  why: `A worker finds its coordinator at an address that begins with http: or https:, and shows its token in a header.`,
  action: `Write \`${parameters.where}({ coordinatorEndpoint: "http://127.0.0.1:8080", token: process.env.PERDURE_TOKEN })\`.`,
});

/** A write that was sent again came after its successor. */
export const writeOutdated = (): Message => ({
  code: "PD2266",
  severity: "error",
  message: `A write that was sent again came after its successor.`,
  why: `The answer to the write was known already, and later ones have been carried out; doing it now would undo them.`,
  action: `Nothing: whoever sent it has gone on. Please report it if an execution stands still.`,
});

/** The worker of the service "%service%" has been started already. */
export const workerRunning = (parameters: { service: string }): Message => ({
  code: "PD2267",
  severity: "error",
  message: `The worker of the service "${parameters.service}" has been started already.`,
  why: `A worker is one engine; it can be started again once it has stopped.`,
  action: `Start it once, or make a second worker with \`durable.getWorker\`.`,
});

/** `ctx.call("%service%", "%method%")` names %class%, a class of durable objects. */
export const objectNotCalled = (parameters: { service: string; method: string; class: string }): Message => ({
  code: "PD2336",
  severity: "error",
  message: `\`ctx.call("${parameters.service}", "${parameters.method}")\` names ${parameters.class}, a class of durable objects.`,
  why: `A service's functions and handlers are called by \`ctx.call\`. A call of an object also needs the object's id, and is carried out in its turn.`,
  action: `Load the class in this process, too, and write \`ctx.getObject(${parameters.class}, id).method(...)\`.`,
});
