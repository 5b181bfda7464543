/** How tools get from a durable function to its definition, and to the function that was passed in. */
export const DEFINITION = Symbol.for("perdure.definition");
