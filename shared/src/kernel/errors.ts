export type ErrorCode =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'too-many' | 'busy' | 'internal';

/** The HTTP status each code is answered with. */
export const statusOf: Record<ErrorCode, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  busy: 503,
  internal: 500,
};

/**
 * Refusals, each with the sentence a person reads: the pages have the same one in every language they speak
 * (`error_<reason>`), and scripts get the English one. `{name}` is filled from the error's `params`.
 */
export type Reasons<Reason extends string = string> = Readonly<Record<Reason, readonly [ErrorCode, string]>>;

/**
 * A refusal as it travels. `fields` names each faulty input field (`a.b`) and what is wrong with it, in a word that pages
 * have a sentence for: `missing`, `too-long`, `too-short`, `too-big`, `too-small`, `too-many`, `choice`, `format`, `unknown`
 * (there is no such field), `invalid` (of another type); and what a field's own rule says, such as `address` or `signs`.
 */
export interface WireError extends ErrorDetail {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly message: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

export interface ErrorDetail {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fields?: Readonly<Record<string, string>>;
}

/** A refusal that was expected. Anything else that is thrown is a bug and is told as `internal`. */
export class AppError extends Error {
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(wire.message);
    this.wire = wire;
  }

  get reason(): string {
    return this.wire.reason;
  }
}

/** Makes a feature's refusals: `throw roomError('room-ended')`. A reason that is not in its table does not compile. */
export interface Refusals<Reason extends string> {
  (reason: Reason, detail?: ErrorDetail): AppError;
  readonly reasons: Reasons<Reason>;
}

export function refusals<Reason extends string>(reasons: Reasons<Reason>): Refusals<Reason> {
  const refuse = (reason: Reason, detail: ErrorDetail = {}): AppError => {
    const [code, sentence] = reasons[reason];
    return new AppError({ code, reason, message: fill(sentence, detail.params ?? {}), ...detail });
  };
  return Object.assign(refuse, { reasons });
}

function fill(sentence: string, params: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** What any feature may refuse, and what is refused before a feature is asked. */
export const commonError = refusals({
  'invalid-input': ['invalid', 'Some of this cannot be accepted. Please check it; nothing is lost.'],
  'no-such-thing': ['not-found', 'This does not exist, or is not open to you.'],
  'sign-in-first': ['unauthenticated', 'Please sign in first. What you wrote is saved.'],
  'prove-address-first': [
    'forbidden',
    'First confirm your email address: press “Send me a code” at the top of the page. What you wrote is saved.',
  ],
  silenced: ['forbidden', 'Your writing is paused until {until}. What you wrote is saved. See “You”.'],
  'student-information': [
    'conflict',
    'Before this is posted: it may tell who a child is, or something private about one: {phrases}. What you wrote is still here.',
  ],
  'not-allowed': ['forbidden', 'You do not have permission to do this.'],
  'not-yours': ['forbidden', 'Only the person who wrote this can change it.'],
  'foreign-origin': ['forbidden', 'This request came from another site and was not carried out.'],
  'use-http': ['invalid', 'This can only be done through the web address, not through the live connection.'],
  'id-taken': ['conflict', 'This command id belongs to something else. Try again with a new one.'],
  'too-fast': ['too-many', 'That was too fast. Nothing is lost; try again in {seconds} seconds.'],
  'too-many-connections': ['too-many', 'Hearth is open in too many tabs. Close some of them.'],
  'not-in-time': ['busy', 'There was no answer in time. Check what is here now, then try again.'],
  busy: ['busy', 'Hearth is very busy right now. Nothing is lost; try again in a moment.'],
  internal: ['internal', 'Something went wrong on our side. Nothing you wrote is lost.'],
});
