/** Processor time of this process so far, in microseconds, all its threads together: other work disturbs it less. */
export function processorUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
