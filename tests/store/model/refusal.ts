/** What the store must refuse, with MongoDB's code. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`code ${code}`);
    this.code = code;
  }
}
