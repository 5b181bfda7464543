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
  why: `Its code must be found after a restart, before anything has run. The compiler moves what is given to \`durable.flow(...)\` and its like inside a function to the top of the file; a helper inside a function or block that is not durable stays where it is.`,
  action: `Move it to the top level of the file and pass what it needs as arguments.`,
});

/** The async method "%name%" cannot be durable: its name is private, or only known at run time. */
export const methodNotSupported = (parameters: { name: string }): Message => ({
  code: "PD1007",
  severity: "error",
  message: `The async method "${parameters.name}" cannot be durable: its name is private, or only known at run time.`,
  why: `Its code must be found by its name after a restart, before anything has run.`,
  action: `Give it a plain name, or move its code into an async function at module level.`,
});

/** Classes under @durable.object are not supported yet. */
export const objectNotSupported = (): Message => ({
  code: "PD1008",
  severity: "error",
  message: `Classes under @durable.object are not supported yet.`,
  why: `This version compiles functions only.`,
  action: `Write a durable function that keeps the state in its variables.`,
});

/** The compiler cannot compile "%name%": %problem% */
export const compilerDefect = (parameters: { name: string; problem: string }): Message => ({
  code: "PD1009",
  severity: "error",
  message: `The compiler cannot compile "${parameters.name}": ${parameters.problem}`,
  why: `This is a defect of the compiler, not of the source. It stops here, because wrong code would be worse.`,
  action: `Report it with the function's source; writing the statement another way may help meanwhile.`,
});

/** %operation% is not awaited where it is made. */
export const operationNotAwaited = (parameters: { operation: string }): Message => ({
  code: "PD1020",
  severity: "error",
  message: `${parameters.operation} is not awaited where it is made.`,
  why: `An operation that runs beside its maker would be a task of its own, which this version cannot store.`,
  action: `Write \`await ${parameters.operation}\`, or return it; inside a \`try\` with a \`finally\` write \`return await ${parameters.operation}\`.`,
});

/** The helper "%name%" is called without `await` in front of the call. */
export const helperNotAwaitedHere = (parameters: { name: string }): Message => ({
  code: "PD1021",
  severity: "error",
  message: `The helper "${parameters.name}" is called without \`await\` in front of the call.`,
  why: `Its frame is part of this function's snapshot only while this function waits for it.`,
  action: `Write \`await ${parameters.name}(...)\` where it is called.`,
});

/** The durable function "%name%" is called from durable code, which is not supported yet. */
export const durableCallNotSupported = (parameters: { name: string }): Message => ({
  code: "PD1022",
  severity: "error",
  message: `The durable function "${parameters.name}" is called from durable code, which is not supported yet.`,
  why: `It would be an execution of its own, started as a child of this one.`,
  action: `Move the shared code into an async helper whose first parameter is a \`DurableContext\`, and await that.`,
});

/** The function given to ctx.run assigns "%name%", a variable of the durable function around it. */
export const effectAssignsCapture = (parameters: { name: string }): Message => ({
  code: "PD1023",
  severity: "error",
  message: `The function given to ctx.run assigns "${parameters.name}", a variable of the durable function around it.`,
  why: `The effect may run again after a crash, and only its result is recorded: the assignment would be lost or done twice.`,
  action: `Return the value from the function and assign the result of \`await ctx.run(...)\`.`,
});

/** The function given to ctx.run uses the durable context. */
export const effectUsesContext = (): Message => ({
  code: "PD1024",
  severity: "error",
  message: `The function given to ctx.run uses the durable context.`,
  why: `It runs outside the turn, possibly more than once, where no operation can be recorded.`,
  action: `Make the operation outside ctx.run, or pass the values it needs.`,
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
  why: `The await stores all variables that are still needed. It will fail there with an UnstorableError.`,
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
