import type { Reader } from '../../request/context.ts';
import { personStream } from '@hearth/shared/accounts/events';
import type { Role } from '@hearth/shared/kernel/rights';
import type { StreamDefinition } from '../../streams/definition.ts';
import { advancePerson, findPerson, isPersonDurable, type PersonRecord } from './store.ts';

/** What happened to somebody. It holds no words of theirs: whoever shows their name reads it where it stands. */
export interface PersonData {
  readonly joined?: true;
  readonly role?: Role;
  readonly status?: { readonly from: PersonRecord['status']; readonly to: PersonRecord['status'] };
}

/** One person's own stream: only they may watch it. */
export const people: StreamDefinition<PersonRecord, PersonData, typeof personStream> = {
  contract: personStream,
  findAggregate: findPerson,

  evolve(person, id, { seq, mark, data: { role, status } }) {
    if (!person) throw new Error(`${id} has an event and no account`);
    return {
      ...person,
      ...(role && { role }),
      ...(status?.from === person.status && { status: status.to }),
      seq,
      mark,
    };
  },

  project: (id, events) => advancePerson(id, events.map(stepOf)),
  subjectsOf: () => ['account'],
  present: (_id, { seq }, _audience, shows) => (shows('account') ? { type: 'account.changed', rev: seq } : null),

  isDurable: (id, { seq }) => isPersonDurable(id, seq),
};

export async function personAudience({ actor }: Reader, id: string): Promise<'self' | null> {
  return actor.kind === 'person' && actor.id === id ? 'self' : null;
}

function stepOf({ seq, mark, data: { role, status } }: { seq: number; mark: string; data: PersonData }) {
  return { seq, mark, ...(role && { role }), ...(status && { status }) };
}
