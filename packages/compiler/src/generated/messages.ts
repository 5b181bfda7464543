// Generated from messages/ by "npm run messages". Do not edit.
/** One catalogue entry with its placeholders filled: what happened, why, and what to do. */
export interface Message {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly why: string;
  readonly action: string;
}
/** The file cannot be parsed: %problem% */
export const syntaxError = (parameters: { problem: string }): Message => ({
  code: "PD1001",
  severity: "error",
  message: `The file cannot be parsed: ${parameters.problem}`,
  why: `The compiler must understand the file to find its durable functions.`,
  action: `Correct the syntax at the place shown.`,
});

/** %construct% cannot be used in a durable function. */
export const unsupportedSyntax = (parameters: { construct: string; advice: string }): Message => ({
  code: "PD1002",
  severity: "error",
  message: `${parameters.construct} cannot be used in a durable function.`,
  why: `The compiler refuses what it cannot resume correctly, instead of guessing.`,
  action: `${parameters.advice}`,
});

/** The durable function "%name%" is not an async function. */
export const notAsync = (parameters: { name: string }): Message => ({
  code: "PD1003",
  severity: "error",
  message: `The durable function "${parameters.name}" is not an async function.`,
  why: `Only an async function has awaits at which it can be suspended and resumed.`,
  action: `Write \`async\` in front of it; where it is a generator, call it from an async function that is durable.`,
});

/** The `name` of a durable function must be a string literal. */
export const nameNotLiteral = (): Message => ({
  code: "PD1004",
  severity: "error",
  message: `The \`name\` of a durable function must be a string literal.`,
  why: `The name becomes the id of the function in every stored snapshot, so it must be known when the file is compiled.`,
  action: `Write the name as a plain string, or leave it out: the file and the variable then give the id.`,
});

/** Two durable functions in this file have the id "%id%". */
export const duplicateFunction = (parameters: { id: string }): Message => ({
  code: "PD1005",
  severity: "error",
  message: `Two durable functions in this file have the id "${parameters.id}".`,
  why: `The id names the code in every stored snapshot, so it must lead to one function.`,
  action: `Give one of them another name, or an explicit \`name\` option.`,
});

/** The durable function "%name%" is written where it cannot be found again. */
export const notAtModuleLevel = (parameters: { name: string }): Message => ({
  code: "PD1006",
  severity: "error",
  message: `The durable function "${parameters.name}" is written where it cannot be found again.`,
  why: `Its code must be found after a restart, before anything has run. The compiler moves what is given to \`durable.flow(...)\` and its like inside a function to the top of the file, and helpers inside a plain function; a helper inside a block, or inside a class in a function, stays where it is.`,
  action: `Move it to the top level of the file and pass what it needs as arguments.`,
});

/** The async method "%name%" cannot be durable: its name is only known at run time. */
export const methodNotSupported = (parameters: { name: string }): Message => ({
  code: "PD1007",
  severity: "error",
  message: `The async method "${parameters.name}" cannot be durable: its name is only known at run time.`,
  why: `Its code must be found by its name after a restart, before anything has run.`,
  action: `Give it a plain name, or move its code into an async function at module level.`,
});

/** The compiler cannot compile "%name%": %problem% */
export const compilerDefect = (parameters: { name: string; problem: string }): Message => ({
  code: "PD1009",
  severity: "error",
  message: `The compiler cannot compile "${parameters.name}": ${parameters.problem}`,
  why: `This is a defect of the compiler, not of the source. It stops here, because wrong code would be worse.`,
  action: `Report it with the function's source; writing the statement another way may help meanwhile.`,
});

/** Nothing waits for %operation%: its promise is dropped. */
export const operationDropped = (parameters: { operation: string }): Message => ({
  code: "PD1020",
  severity: "warning",
  message: `Nothing waits for ${parameters.operation}: its promise is dropped.`,
  why: `It runs as a task beside the function, which may go on, and return, before the operation has been made. Where it fails, the error is thrown into another await of the function.`,
  action: `Write \`await ${parameters.operation}\`, or keep its promise and await that later, by itself or with \`Promise.all\`.`,
});

/** Nothing waits for "%name%": the promise of this call is dropped. */
export const taskDropped = (parameters: { name: string }): Message => ({
  code: "PD1021",
  severity: "warning",
  message: `Nothing waits for "${parameters.name}": the promise of this call is dropped.`,
  why: `It runs as a task beside the function, which may go on, and return, before the call has ended. Where it fails, the error is thrown into another await of the function.`,
  action: `Write \`await ${parameters.name}(...)\`, or keep its promise and await that later, by itself or with \`Promise.all\`.`,
});

/** The function given to %operation% assigns "%name%", a variable of the durable function around it. */
export const effectAssignsCapture = (parameters: { operation: string; name: string }): Message => ({
  code: "PD1023",
  severity: "error",
  message: `The function given to ${parameters.operation} assigns "${parameters.name}", a variable of the durable function around it.`,
  why: `It may run again, and only its result is recorded: the assignment would be lost or done twice.`,
  action: `Return the value from the function and assign the result of \`await ${parameters.operation}(...)\`.`,
});

/** The function given to %operation% uses the durable context. */
export const effectUsesContext = (parameters: { operation: string }): Message => ({
  code: "PD1024",
  severity: "error",
  message: `The function given to ${parameters.operation} uses the durable context.`,
  why: `It may run more than once, where no operation can be recorded.`,
  action: `Make the operation outside ${parameters.operation}, or pass the values it needs.`,
});

/** This variable hides the durable context "%name%". */
export const contextShadowed = (parameters: { name: string }): Message => ({
  code: "PD1027",
  severity: "warning",
  message: `This variable hides the durable context "${parameters.name}".`,
  why: `Inside its scope the context's operations cannot be reached, and calls on it are no durable operations.`,
  action: `Give the variable another name.`,
});

/** The module variable "%name%" is assigned inside a durable function. */
export const moduleVariableAssigned = (parameters: { name: string }): Message => ({
  code: "PD1028",
  severity: "warning",
  message: `The module variable "${parameters.name}" is assigned inside a durable function.`,
  why: `Module variables are memory of this process: after a restart the assignment is gone.`,
  action: `Keep the value in a local variable or in \`ctx.state\`.`,
});

/** "%name%" is captured by the durable function "%function%" and assigned again. */
export const captureReassigned = (parameters: { name: string; function: string }): Message => ({
  code: "PD1029",
  severity: "error",
  message: `"${parameters.name}" is captured by the durable function "${parameters.function}" and assigned again.`,
  why: `A durable function inside another function gets copies of what it captures when an execution starts. An assignment after that would be seen by some executions only.`,
  action: `Pass "${parameters.name}" as an argument, or copy it into a constant before the durable function.`,
});

/** This await can never be reached. */
export const unreachableCheckpoint = (): Message => ({
  code: "PD1030",
  severity: "warning",
  message: `This await can never be reached.`,
  why: `Control always leaves before it: by a return or a throw, by a jump, or because a loop has no end.`,
  action: `Remove it, or the statement before it that ends the way.`,
});

/** The wait for `%name%` is not recorded. */
export const foreignWait = (parameters: { name: string }): Message => ({
  code: "PD1031",
  severity: "note",
  message: `The wait for \`${parameters.name}\` is not recorded.`,
  why: `It is neither durable nor compiled, so it waits in memory: after a crash the code since the last commit runs again, and this call with it.`,
  action: `Put it into \`ctx.run(...)\` where it must not happen again, or where it takes long. The value that ctx.run gives must be one that can be stored.`,
});

/** %value% in "%name%" cannot be stored, and it is used again after a durable await. */
export const unstorableKept = (parameters: { value: string; name: string }): Message => ({
  code: "PD1032",
  severity: "warning",
  message: `${parameters.value} in "${parameters.name}" cannot be stored, and it is used again after a durable await.`,
  why: `The await stores all variables that are still needed. It will fail there.`,
  action: `Make it again after the await, keep plain data instead, or do everything with it inside one \`ctx.run(...)\`.`,
});

/** `%option%: %value%` means %value% milliseconds. */
export const timeoutSmall = (parameters: { option: string; value: string }): Message => ({
  code: "PD1033",
  severity: "note",
  message: `\`${parameters.option}: ${parameters.value}\` means ${parameters.value} milliseconds.`,
  why: `Numbers are milliseconds everywhere, and a time limit this short is rarely meant.`,
  action: `Write the unit, as in \`${parameters.option}: "${parameters.value}s"\` or \`${parameters.option}: "${parameters.value}ms"\`.`,
});

/** `%name%` may differ from one run to the next, and this function is declared `deterministic: true`. */
export const notDeterministic = (parameters: { name: string }): Message => ({
  code: "PD1034",
  severity: "error",
  message: `\`${parameters.name}\` may differ from one run to the next, and this function is declared \`deterministic: true\`.`,
  why: `After a crash the function goes on at an earlier checkpoint. What it does from there must be the same again.`,
  action: `Write \`await ctx.run(...)\` around it, whose result is stored, or leave out \`deterministic: true\` and \`checkpointInterval\`.`,
});

/** `checkpointInterval: %value%` needs `deterministic: true`. */
export const intervalNotDeterministic = (parameters: { value: string }): Message => ({
  code: "PD1035",
  severity: "error",
  message: `\`checkpointInterval: ${parameters.value}\` needs \`deterministic: true\`.`,
  why: `With an interval some operations run again after a crash, with the same keys. That is safe only where the function does the same again.`,
  action: `Add \`deterministic: true\`, which makes the compiler refuse clocks, randomness and waits that are not recorded, or leave out \`checkpointInterval\`.`,
});

/** `%name%` is not compiled, and the function it gets waits for %operation%. */
export const operationInForeignCode = (parameters: { name: string; operation: string }): Message => ({
  code: "PD1036",
  severity: "warning",
  message: `\`${parameters.name}\` is not compiled, and the function it gets waits for ${parameters.operation}.`,
  why: `After a crash it could not be told the outcome. Where it waits for the operation, that is withdrawn and the wait rejects with a ForeignWaitError.`,
  action: `Use the operation's own \`maxRetries\` and \`timeout\`, \`ctx.spawn\` with \`concurrency\`, or a helper of your own that is compiled.`,
});

/** `%name%` cannot be stored, so a class of durable objects cannot have it. */
export const objectPrivate = (parameters: { name: string; plain: string }): Message => ({
  code: "PD1040",
  severity: "error",
  message: `\`${parameters.name}\` cannot be stored, so a class of durable objects cannot have it.`,
  why: `The language hides private elements from everybody, the snapshot included: the field would be gone after a restart.`,
  action: `Write \`private ${parameters.plain}\`, which TypeScript checks and a snapshot can store.`,
});

/** The class of durable objects "%name%" is inside a function or block. */
export const objectNotAtModuleLevel = (parameters: { name: string }): Message => ({
  code: "PD1041",
  severity: "error",
  message: `The class of durable objects "${parameters.name}" is inside a function or block.`,
  why: `Its objects live longer than the process, so its code must be found before anything has run.`,
  action: `Move the class to the top level of the file.`,
});

/** The method "%name%" of a durable object takes a context and is a generator. */
export const objectGenerator = (parameters: { name: string }): Message => ({
  code: "PD1042",
  severity: "error",
  message: `The method "${parameters.name}" of a durable object takes a context and is a generator.`,
  why: `A call of an object has one answer.`,
  action: `Write an async method that returns a list, or that sends its values as events.`,
});

/** The function of the task "%name%" takes a durable context. */
export const taskTakesContext = (parameters: { name: string }): Message => ({
  code: "PD1050",
  severity: "error",
  message: `The function of the task "${parameters.name}" takes a durable context.`,
  why: `A task is one step: it runs as plain code, at least once, and has no context. It gets its input, and beside it \`{ signal, idempotencyKey, attempt }\`.`,
  action: `Make it a \`durable.function\` or a helper, which get the context; or take the parameter away.`,
});

/** "%name%" stands inside the task "%task%", which stands inside a function itself. */
export const durableInNestedTask = (parameters: { name: string; task: string }): Message => ({
  code: "PD1051",
  severity: "error",
  message: `"${parameters.name}" stands inside the task "${parameters.task}", which stands inside a function itself.`,
  why: `After a restart a task inside a function is found by a copy of its code, and what stands in that copy would not be found.`,
  action: `Move the task, or what stands in it, to the top level of a module.`,
});

/** The task "%name%" stands in %place%. */
export const taskMisplaced = (parameters: { name: string; place: string }): Message => ({
  code: "PD1052",
  severity: "error",
  message: `The task "${parameters.name}" stands in ${parameters.place}.`,
  why: `After a restart its code is looked for before that code has run again, and it could not be found.`,
  action: `Define the task at the top level of a module and call it from there.`,
});

/** The function of the task "%name%" is neither written there nor one of the module. */
export const taskNotWrittenOut = (parameters: { name: string }): Message => ({
  code: "PD1053",
  severity: "error",
  message: `The function of the task "${parameters.name}" is neither written there nor one of the module.`,
  why: `The task stands inside a function, and after a restart it is made again without that function having run.`,
  action: `Write \`durable.task(async (input) => ...)\` with the function in its place, or define the task at the top level of the module.`,
});

/** The entity "%name%" stands inside a function or block. */
export const entityMisplaced = (parameters: { name: string }): Message => ({
  code: "PD1054",
  severity: "error",
  message: `The entity "${parameters.name}" stands inside a function or block.`,
  why: `Its objects live longer than the process, so its code must be found before anything has run.`,
  action: `Move the call of \`durable.entity\` to the top level of the file.`,
});

/** The handlers of the entity "%name%" are not written out. */
export const entityHandlerUnknown = (parameters: { name: string }): Message => ({
  code: "PD1055",
  severity: "error",
  message: `The handlers of the entity "${parameters.name}" are not written out.`,
  why: `A handler that takes a \`ctx\` is compiled, and which ones do is read in this file.`,
  action: `Write the handlers into \`durable.entity({ handlers: { ... } })\`, or into a constant of the same file.`,
});

/** %what% means in code that is not strict what compiled code does not do. */
export const sloppyCode = (parameters: { what: string }): Message => ({
  code: "PD1080",
  severity: "error",
  message: `${parameters.what} means in code that is not strict what compiled code does not do.`,
  why: `A CommonJS file without \`"use strict"\` keeps some old rules of the language, which end where a function is stored and goes on elsewhere.`,
  action: `Begin the file with \`"use strict";\` or make it an ES module.`,
});
