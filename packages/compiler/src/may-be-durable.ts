/** A cheap look that spares most files the parser: false means that the file surely holds nothing durable. */
export const mayBeDurable = (source: string): boolean =>
  source.includes("perdure") || source.includes("use durable");
