/** Takes every step, one after the other, also after one that fails: what comes later is still to be let go of. Then throws the first fault. */
export async function closeInTurn(steps: readonly (() => unknown)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
}
