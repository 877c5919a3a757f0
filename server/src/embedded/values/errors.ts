import type { Document } from '../bson/types.ts';

/** A refusal in MongoDB's own code and words. `extra` goes into the reply beside them, such as keyPattern and keyValue. */
export class MongoError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly extra: Document;

  constructor(code: number, codeName: string, message: string, extra: Document = {}) {
    super(message);
    this.name = 'MongoError';
    this.code = code;
    this.codeName = codeName;
    this.extra = extra;
  }
}

export const badValue = (message: string): MongoError => new MongoError(2, 'BadValue', message);
export const failedToParse = (message: string): MongoError => new MongoError(9, 'FailedToParse', message);
export const typeMismatch = (message: string): MongoError => new MongoError(14, 'TypeMismatch', message);
export const pathNotViable = (message: string): MongoError => new MongoError(28, 'PathNotViable', message);
export const dollarPrefixed = (message: string): MongoError => new MongoError(52, 'DollarPrefixedFieldName', message);
export const emptyFieldName = (message: string): MongoError => new MongoError(56, 'EmptyFieldName', message);
export const immutableField = (message: string): MongoError => new MongoError(66, 'ImmutableField', message);
export const conversionFailure = (message: string): MongoError => new MongoError(241, 'ConversionFailure', message);

/** What MongoDB knows by a number only. */
export const location = (code: number, message: string): MongoError => new MongoError(code, `Location${code}`, message);

/** Something MongoDB can do and this store cannot. It answers so rather than do it differently. */
export const notSupported = (what: string): MongoError =>
  new MongoError(238, 'NotImplemented', `${what} is not supported by the embedded store`);

export const memoryLimit = (message: string): MongoError =>
  new MongoError(292, 'QueryExceededMemoryLimitNoDiskUseAllowed', message);
