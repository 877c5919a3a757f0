import type { ErrorCode, Result, WireError } from '@hearth/shared/kernel/errors';

/** Temporary: the server is busy, or something is broken that may be fixed. */
const passing: readonly ErrorCode[] = ['busy', 'too-many', 'internal'];

/** A permanent refusal; asking again changes nothing. */
export class Refused extends Error {
  readonly error: WireError;

  constructor(error: WireError) {
    super(error.message);
    this.error = error;
  }
}

/** The value of a result. Throws Refused, or another error where asking again may help. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw passing.includes(result.error.code) ? new Error(result.error.message) : new Refused(result.error);
}
