/** Words that are gathered from something, up to so many bytes. */
export class Words {
  readonly #most: number;
  readonly #parts: string[] = [];
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#bytes >= this.#most;
  }

  add(part: string): void {
    if (this.isFull) return;
    this.#parts.push(part);
    this.#bytes += Buffer.byteLength(part);
  }

  /** Without what stands in no text, and spaces once. */
  get text(): string {
    const text = this.#parts
      .join('')
      .toWellFormed()
      .replace(/[\0-\x08\x0b-\x1f\x7f]/g, ' ')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n[ \n]*/g, '\n')
      .trim();
    return cut(text, this.#most);
  }
}

/** So many bytes of it at most, and no half letter. */
function cut(text: string, most: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return text;
  return new TextDecoder().decode(bytes.subarray(0, most), { stream: true }).trimEnd();
}
