/** The number of the task that runs the durable function itself. */
export const MAIN_TASK = 1;
