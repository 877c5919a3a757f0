/** Milliseconds that each work took, one after the other, so that whatever else the machine does meets them alike. */
export async function byTurns(
  works: readonly (() => Promise<unknown>)[],
  most: number,
  waitMs = 0,
): Promise<number[][]> {
  const taken: number[][] = works.map(() => []);
  for (let n = -Math.ceil(most / 5); n < most; n++) {
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    for (const [place, work] of works.entries()) {
      const started = performance.now();
      await work();
      // The first ones warm it up.
      if (n >= 0) taken[place]?.push(performance.now() - started);
    }
  }
  return taken;
}
