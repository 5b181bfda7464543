/** Comments and texts, in which a `#` says nothing. */
const NO_CODE = /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|`(?:\\[^]|[^`\\])*`/g;

/** A member of a class: nothing but the beginning of a member, or a modifier, stands before its name. */
const PRIVATE_MEMBER = /[\s;{}*]#[\p{ID_Start}$_]/u;

/**
 * Whether the source text of a class declares private (`#`) members. A text is no syntax tree: what it takes for one
 * (a `#` in a regular expression after a space) is refused with a message, where the other mistake would lose data.
 */
export const declaresPrivateMembers = (constructor: object): boolean =>
  PRIVATE_MEMBER.test(Function.prototype.toString.call(constructor).replace(NO_CODE, " "));
