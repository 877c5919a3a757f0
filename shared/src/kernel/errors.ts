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
 * Every refusal there is, with the sentence a person reads. The web has the same list in each language it speaks
 * (`error_<reason>`); scripts get the English sentence. `{name}` is filled from the error's `params`.
 */
export const reasons = {
  'invalid-input': ['invalid', 'Some of this cannot be accepted. Look at the marked fields.'],
  'no-such-thing': ['not-found', 'This is not here, or not for you to see.'],
  'sign-in-first': ['unauthenticated', 'Please sign in first. What you wrote is kept.'],
  'sign-in-failed': ['unauthenticated', 'This e-mail address and password do not go together.'],
  'code-failed': ['unauthenticated', 'This link or code does not work any more. Ask for a new one.'],
  'not-allowed': ['forbidden', 'This is not open to you.'],
  'foreign-origin': ['forbidden', 'This request came from another site and was not carried out.'],
  'use-http': ['invalid', 'This can only be done through the web address, not through the live connection.'],
  'prove-address-first': [
    'forbidden',
    'First show that this e-mail address is yours: we send you a code. What you wrote is kept.',
  ],
  'waiting-for-approval': ['forbidden', 'Your account is waiting for somebody of the network to say welcome.'],
  'account-closed': ['forbidden', 'This account is closed. Write to the network if this is a mistake.'],
  'invitation-needed': ['forbidden', 'Joining needs an invitation. Ask somebody of the network for one.'],
  'invitation-used': ['conflict', 'This invitation was used up or has ended. Ask for a new one.'],
  'weak-password': ['invalid', 'This password is too easy to guess. Take a longer one, for example four words.'],
  'last-admin': ['conflict', 'You are the only admin. Make somebody else one first.'],
  'not-yours': ['forbidden', 'Only the person who wrote this can change it.'],
  'already-deleted': ['conflict', 'This post was deleted meanwhile.'],
  'id-taken': ['conflict', 'This command id belongs to something else. Try again with a new one.'],
  'too-fast': ['too-many', 'That was very quick. Nothing is lost; try again in {seconds} seconds.'],
  'new-here': [
    'too-many',
    'You are new here: {most} posts and questions an hour on your first day. It goes on in {minutes} minutes; your words are kept.',
  ],
  'digits-used-up': [
    'too-many',
    'Too many wrong codes were tried. Open the link in the mail instead, it still works; or try a code again in {minutes} minutes.',
  ],
  'too-many-connections': ['too-many', 'Hearth is open in too many tabs. Close some of them.'],
  'room-not-live': ['conflict', 'This room is not live.'],
  'room-ended': ['conflict', 'This room has ended. What was said stays here to read.'],
  'last-host': ['conflict', 'Office hours need a host. Ask an admin, or add another host first.'],
  'too-many-hosts': ['conflict', 'Office hours have {most} hosts at most. Take somebody off first.'],
  'asking-closed': ['conflict', 'Questions are closed right now. Your words are kept.'],
  'too-many-open': ['conflict', 'You have {most} open questions here. Let one be answered, or take one back.'],
  'too-many-asked': ['conflict', 'You have asked {most} questions here. Leave the rest to the others.'],
  'room-filling': [
    'conflict',
    'Many questions are asked here. The places that are left are for people who have asked less. Your words are kept.',
  ],
  'question-closed': ['conflict', 'This question is settled already.'],
  'own-question': ['conflict', 'You cannot vote for your own question.'],
  'answering-another': ['conflict', '{name} is being answered right now. Finish it first.'],
  'too-many-exports': [
    'too-many',
    'You have taken your data along {most} times in an hour. Try again in {minutes} minutes.',
  ],
  'too-many-erasures': ['too-many', 'Many accounts are being erased. Try again in {minutes} minutes.'],
  'export-under-way': ['busy', 'Your data is still being put together. Try again in a minute.'],
  'not-in-time': ['busy', 'There was no answer in time. Look at what is here now, then try again.'],
  busy: ['busy', 'Very many people are here. Nothing is lost; try again in a moment.'],
  internal: ['internal', 'Something went wrong on our side. Nothing you wrote is lost.'],
} as const satisfies Record<string, readonly [ErrorCode, string]>;

export type Reason = keyof typeof reasons;

/** A refusal as it travels. `fields` names each faulty input field (`a.b`) with what is wrong with it. */
export interface WireError {
  readonly code: ErrorCode;
  readonly reason: Reason;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fields?: Readonly<Record<string, string>>;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

export interface ErrorDetail {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fields?: Readonly<Record<string, string>>;
}

/** A refusal that was expected. Anything else that is thrown is a bug and is told as `internal`. */
export class AppError extends Error {
  readonly reason: Reason;
  readonly detail: ErrorDetail;

  constructor(reason: Reason, detail: ErrorDetail = {}) {
    super(fill(reasons[reason][1], detail.params ?? {}));
    this.reason = reason;
    this.detail = detail;
  }

  get wire(): WireError {
    return { code: reasons[this.reason][0], reason: this.reason, message: this.message, ...this.detail };
  }
}

function fill(sentence: string, params: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
