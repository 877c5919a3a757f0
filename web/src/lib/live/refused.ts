import type { ErrorCode, Result, WireError } from '@hearth/shared/kernel/errors';

/** These pass: there are too many at the moment, or something is broken and may be mended. */
const passing: readonly ErrorCode[] = ['busy', 'too-many', 'internal'];

/** The server has said no for good; asking again changes nothing. */
export class Refused extends Error {
  readonly error: WireError;

  constructor(error: WireError) {
    super(error.message);
    this.error = error;
  }
}

/** What was read. Throws Refused, or another error where asking again may help. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw passing.includes(result.error.code) ? new Error(result.error.message) : new Refused(result.error);
}
