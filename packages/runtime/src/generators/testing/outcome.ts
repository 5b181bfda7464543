/** What a script gives, or the name and message of the error that it throws. */
export function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : ["thrown", error];
  }
}

/** The same for what a promise comes to. */
export async function settled(run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : ["thrown", error];
  }
}
