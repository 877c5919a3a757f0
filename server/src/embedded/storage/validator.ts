import { decode } from '../bson/decode.ts';
import { isDocument, type Document } from '../bson/types.ts';
import { compileFilter, type Predicate } from '../query/match.ts';
import { MongoError } from '../values/errors.ts';

/** What a collection asks of its documents. */
export class Validator {
  readonly options: Document;
  readonly #meets: Predicate | null;

  /** Throws when the validator cannot be compiled. */
  constructor(options: Document) {
    this.options = options;
    const { validator, validationLevel } = options;
    const isOn = isDocument(validator) && Object.keys(validator).length > 0 && validationLevel !== 'off';
    this.#meets = isOn ? compileFilter(validator) : null;
  }

  /** Throws code 121. With `moderate` a document that failed before may go on failing. */
  check(document: Document, before?: Buffer): void {
    if (!this.#meets || this.#meets(document)) return;
    const { validator, validationLevel } = this.options;
    if (before && validationLevel === 'moderate' && !this.#meets(decode(before))) return;
    const [operatorName = ''] = isDocument(validator) ? Object.keys(validator) : [];
    throw new MongoError(121, 'DocumentValidationFailure', 'Document failed validation', {
      errInfo: { failingDocumentId: document['_id'] ?? null, details: { operatorName, specifiedAs: validator ?? {} } },
    });
  }
}
