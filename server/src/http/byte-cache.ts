interface Held<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/** Values by their keys, as many as so many bytes hold: what was asked for longest ago goes first. */
export class ByteCache<Value> {
  readonly #most: number;
  readonly #held = new Map<string, Held<Value>>();
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    const held = this.#held.get(key);
    if (!held) return undefined;
    // Behind all others.
    this.#held.delete(key);
    this.#held.set(key, held);
    return held.value;
  }

  /** `bytes` is what the value takes without its key. */
  set(key: string, value: Value, bytes: number): void {
    this.#drop(key);
    const all = bytes + 2 * key.length;
    this.#held.set(key, { value, bytes: all });
    this.#bytes += all;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#most) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#held.get(key)?.bytes ?? 0;
    this.#held.delete(key);
  }
}
