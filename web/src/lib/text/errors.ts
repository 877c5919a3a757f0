import type { Reason } from '@hearth/shared/contract';
import type { WireError } from '@hearth/shared/kernel/errors';
import * as m from '../paraglide/messages.js';
import { absolute } from './time.ts';

type Params = Readonly<Record<string, string | number>>;
export type Sentences = Readonly<Partial<Record<Reason, (params: Params) => string>>>;

/** Refusals that may occur on any page. A feature's own come with its pages, so they cost nothing elsewhere. */
export const sentences = {
  'invalid-input': () => m.error_invalid_input(),
  'no-such-thing': () => m.error_no_such_thing(),
  'sign-in-first': () => m.error_sign_in_first(),
  'not-allowed': () => m.error_not_allowed(),
  'foreign-origin': () => m.error_not_allowed(),
  'use-http': () => m.error_internal(),
  'account-closed': () => m.error_account_closed(),
  'prove-address-first': () => m.error_prove_address_first(),
  /** By the reader's clock, or by UTC where the page has none yet. */
  silenced: ({ until = '…', at }) =>
    m.error_silenced({
      until: at ? absolute(`${at}`, Date.now(), typeof document === 'object' ? undefined : 'UTC') : until,
    }),
  'not-yours': () => m.error_not_yours(),
  'id-taken': () => m.error_internal(),
  'too-fast': ({ seconds = 1 }) =>
    Number(seconds) < 100
      ? m.error_too_fast({ seconds })
      : m.error_too_often({ minutes: Math.ceil(Number(seconds) / 60) }),
  'new-here': (params) => m.error_new_here({ most: params['most'] ?? 10, minutes: params['minutes'] ?? 60 }),
  'too-many-connections': m.error_too_many_connections,
  'not-in-time': () => m.error_not_in_time(),
  busy: () => m.error_busy(),
  internal: () => m.error_internal(),
} as const satisfies Sentences;

const known = new Map<string, (params: Params) => string>(Object.entries(sentences));

/** Called once by the module that holds a feature's sentences, which its pages import. */
export function addSentences(more: Sentences): void {
  for (const [reason, sentence] of Object.entries(more)) known.set(reason, sentence);
}

/** The refusal in the reader's language; as the server has `said` it where this browser does not know it yet. */
export function sentenceOf(error: Pick<WireError, 'reason' | 'params'>): string {
  const { reason, params = {} } = error;
  return known.get(reason)?.(params) ?? String(params['said'] ?? m.error_not_allowed());
}
