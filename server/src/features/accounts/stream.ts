import type { Reader } from '../../request/context.ts';
import { personStream } from '@hearth/shared/accounts/events';
import type { Role } from '@hearth/shared/kernel/rights';
import type { StreamDefinition } from '../../streams/definition.ts';
import type { GroupId } from '@hearth/shared/kernel/ids';
import type { Membership } from '@hearth/shared/groups/entity';
import { isIn } from '@hearth/shared/groups/policy';
import { advancePerson, findPerson, isPersonDurable, type PersonRecord, type Standing } from './store.ts';

/** What somebody became to a group, by event `seq` of the group. */
export interface GroupNews {
  readonly id: GroupId;
  readonly seq: number;
  readonly membership: Membership;
}

/** What happened to somebody. It holds no words of theirs: whoever shows their name reads it where it stands. */
export interface PersonData {
  readonly joined?: true;
  readonly role?: Role;
  readonly status?: { readonly from: PersonRecord['status']; readonly to: PersonRecord['status'] };
  readonly group?: GroupNews;
  readonly standing?: Standing;
}

/** One person's own stream: only they may watch it. */
export const people: StreamDefinition<PersonRecord, PersonData, typeof personStream> = {
  contract: personStream,
  findAggregate: findPerson,

  evolve(person, id, { seq, mark, data: { role, status, group, standing } }) {
    if (!person) throw new Error(`${id} has an event and no account`);
    return {
      ...person,
      ...(role && { role }),
      ...(status?.from === person.status && { status: status.to }),
      ...(group && withGroup(person, group)),
      ...(standing && { standing }),
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

function withGroup({ groups, groupSeqs }: PersonRecord, { id, seq, membership }: GroupNews): Partial<PersonRecord> {
  const seqs = { groupSeqs: { ...groupSeqs, [id]: seq } };
  if (!isIn(membership)) return { ...seqs, ...(groups && { groups: groups.filter((one) => one !== id) }) };
  return { ...seqs, groups: groups?.includes(id) ? groups : [...(groups ?? []), id] };
}

function stepOf({
  seq,
  mark,
  data: { role, status, group, standing },
}: {
  seq: number;
  mark: string;
  data: PersonData;
}) {
  const its = group && { id: group.id, seq: group.seq, isIn: isIn(group.membership) };
  return {
    seq,
    mark,
    ...(role && { role }),
    ...(status && { status }),
    ...(its && { group: its }),
    ...(standing && { standing }),
  };
}
