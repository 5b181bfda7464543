/** `execution.owner` of an execution that no engine has taken yet. Ended ones have none (null). */
export const NOBODY = 0;
