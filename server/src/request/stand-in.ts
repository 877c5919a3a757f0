import { randomBytes } from 'node:crypto';
import { personId, type PersonId } from '@hearth/shared/kernel/ids';

/** What a page asks. */
export interface Question {
  readonly name: string;
  readonly input: unknown;
}

/**
 * Whom a page is rendered for that many members are shown: nobody. Where a page says who reads it, it says this, and the
 * reader's own is put in when it is sent. Both are random, and stand in no other page.
 */
export interface StandIn {
  readonly id: PersonId;
  readonly name: string;
}

/** For a page of one member's own it has their id. */
export function newStandIn(id: PersonId = personId.parse(randomBytes(8).toString('hex'))): StandIn {
  return { id, name: randomBytes(16).toString('hex') };
}
