/** Where lines go; an object of pino's shape fits, and so does the console. */
export interface Logger {
  debug?(details: object, message?: string): void;
  info?(details: object, message?: string): void;
  warn(details: object, message?: string): void;
  error(details: object, message?: string): void;
}
