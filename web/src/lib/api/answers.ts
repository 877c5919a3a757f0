import type { CommandName, CommandNamed } from '@hearth/shared/contract';
import type { OutputOf } from '@hearth/shared/kernel/command';
import { commonError, statusOf, type Result, type WireError } from '@hearth/shared/kernel/errors';
import { error, fail, type ActionFailure } from '@sveltejs/kit';
import { sentenceOf } from '../text/errors.ts';

/** What was read, or the error page that says why not. A malformed id in an address is a 404, like an unknown one. */
export function found<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, reason, message } = result.error.code === 'invalid' ? commonError('no-such-thing').wire : result.error;
  error(statusOf[code], { message, reason });
}

export interface Refusal {
  readonly error: WireError;
  /** What was filled in, so that nothing is lost; several values of one name are joined by spaces. Never a password. */
  readonly given: Readonly<Record<string, string>>;
}

/** Whose sentences a browser has once somebody writes there. A page that comes back may be read before: it has them with it. */
const LATE = /^(words-|held|too-many-held|cannot-wait|report-own|review-|too-many-put-up)/;

/** Sends a refused form back with what was filled in and what is wrong. */
export function refusal(wire: WireError, form: FormData): ActionFailure<Refusal> {
  const said = LATE.test(wire.reason) ? { params: { ...wire.params, said: sentenceOf(wire) } } : {};
  return fail(statusOf[wire.code], { error: { ...wire, ...said }, given: givenIn(form) });
}

/** Whether it waits for a moderator: it was taken, and is not there yet. */
export function isHeld(result: Result<unknown>): boolean {
  return !result.ok && result.error.reason === 'held';
}

/** See {@link Refusal}. */
export function givenIn(form: FormData): Refusal['given'] {
  const given: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string' || /password|token|code/i.test(name)) continue;
    // Forms send CRLF; everything else here uses LF.
    const words = value.replace(/\r\n/g, '\n');
    given[name] = name in given ? `${given[name]} ${words}` : words;
  }
  return given;
}

export type Done<N extends CommandName> = OutputOf<CommandNamed<N>>;

/** Reads a form. A body that is not one, though it claims to be, is bad input and no fault of ours. */
export async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (cause) {
    // Too long: the framework has its own answer.
    if (typeof cause === 'object' && cause !== null && 'status' in cause) throw cause;
    const { code, reason, message } = commonError('invalid-input').wire;
    error(statusOf[code], { message, reason });
  }
}

/** A field of a form, as text. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Whether words are to be published as they are: the button says so that stands beside what they may tell of a child. */
export function wishOf(form: FormData): { asItIs?: true } {
  return text(form, 'asItIs') === 'true' ? { asItIs: true } : {};
}

/** All values of a field, as of checkboxes with one name. */
export function texts(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === 'string');
}
