/** A set of small numbers, as bits. All of one index are of one length. */
export type Bits = Uint32Array<ArrayBuffer>;

export const WORD = 32;

export function setBit(bits: Bits, n: number): void {
  bits[n >>> 5] = (bits[n >>> 5] ?? 0) | (1 << (n & 31));
}

export function clearBit(bits: Bits, n: number): void {
  bits[n >>> 5] = (bits[n >>> 5] ?? 0) & ~(1 << (n & 31));
}

/** Of so many words, with what was in it. */
export function grown(bits: Bits, words: number): Bits {
  const larger = new Uint32Array(words);
  larger.set(bits);
  return larger;
}

/** What is in at least one of them. */
export function union(sets: readonly Bits[], words: number): Bits {
  const [only] = sets;
  if (only && sets.length === 1) return only;
  const all = new Uint32Array(words);
  for (const set of sets) for (let at = 0; at < words; at++) all[at] = (all[at] ?? 0) | (set[at] ?? 0);
  return all;
}

/** What is in all of them; there is at least one. */
export function intersection(first: Bits, rest: readonly Bits[]): Bits {
  if (rest.length === 0) return first;
  const all = first.slice();
  for (const set of rest) for (let at = 0; at < all.length; at++) all[at] = (all[at] ?? 0) & (set[at] ?? 0);
  return all;
}

/** How many are in both. */
export function countBoth(one: Bits, other: Bits): number {
  let count = 0;
  for (let at = 0; at < one.length; at++) {
    const word = (one[at] ?? 0) & (other[at] ?? 0);
    if (word !== 0) count += ones(word);
  }
  return count;
}

/** How many bits of a word are set: in pairs, in fours, in bytes, together. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Calls with each that is in it, the highest first. */
export function each(bits: Bits, act: (n: number) => void): void {
  for (let at = bits.length - 1; at >= 0; at--) {
    let word = bits[at] ?? 0;
    while (word !== 0) {
      const high = 31 - Math.clz32(word);
      act(at * WORD + high);
      word &= ~(1 << high);
    }
  }
}
