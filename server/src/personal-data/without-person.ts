/**
 * A copy without the person: whatever has their `personId` goes as a whole, so that a byline becomes null and a list of
 * them is one shorter. The same value comes back where there is no trace. A bare id is the caller's to take out: anybody
 * may write a post that consists of one.
 */
export function withoutPerson<T>(value: T, personId: string): T {
  // Bylines may be null wherever they stand alone.
  return clean(value, personId) as T;
}

function clean(value: unknown, personId: string): unknown {
  if (isThem(value, personId)) return null;
  if (Array.isArray(value)) {
    const left = value.filter((one) => !isThem(one, personId)).map((one) => clean(one, personId));
    return left.length === value.length && left.every((one, place) => one === value[place]) ? value : left;
  }
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).map(([name, held]): [string, unknown] => [name, clean(held, personId)]);
  return entries.every(([name, held]) => held === value[name]) ? value : Object.fromEntries(entries);
}

function isThem(value: unknown, personId: string): boolean {
  return isPlain(value) && value['personId'] === personId;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
