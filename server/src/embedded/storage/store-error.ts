/** What a person at a terminal is told about the store's folder, in one sentence. */
export class EmbeddedStoreError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'EmbeddedStoreError';
  }
}
