/** Thrown where something was met that tells more about an object written before: the text is begun anew. */
export class EncodeAgain {}
