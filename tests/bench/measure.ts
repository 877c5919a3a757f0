export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

/** Two digits are all that a shared machine can tell. */
export function round(number: number): number {
  return Number(number.toPrecision(number < 100 ? 2 : 3));
}

/** Operations a second of so many clients, each starting its next operation when the last was answered. */
export async function rate(clients: number, milliseconds: number, operation: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  const end = started + milliseconds;
  let done = 0;
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      await operation();
      done++;
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  return (done * 1000) / (performance.now() - started);
}

/** Median milliseconds of one operation, one after the other. */
export async function cost(times: number, operation: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await operation();
    taken.push(performance.now() - started);
  }
  return median(taken);
}
