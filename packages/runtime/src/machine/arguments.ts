/** `arguments` of a call, as strict code has it: an arguments object that no parameter is tied to. */
export const argumentsOf = (args: readonly unknown[]): IArguments =>
  Reflect.apply(strict, undefined, args) as IArguments;

function strict(): IArguments {
  return arguments;
}
