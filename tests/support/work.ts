/**
 * Milliseconds of processor that this process, its store and its hashing included, spends on something: what a guesser would
 * measure on a machine that has nothing else to do, and the same on one that has.
 */
export async function workOf(something: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await something();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
