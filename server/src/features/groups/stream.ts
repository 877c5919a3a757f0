import type { Membership } from '@hearth/shared/groups/entity';
import { groupStream } from '@hearth/shared/groups/events';
import { mayKnowOfGroup, mayManageGroup } from '@hearth/shared/groups/policy';
import { nameOf, type AudienceOf } from '@hearth/shared/kernel/stream';
import type { Reader } from '../../request/context.ts';
import type { StreamDefinition } from '../../streams/definition.ts';
import { blankData } from '../../streams/store.ts';
import { presentGroup } from './present.ts';
import { advanceGroup, findGroup, findMembership, isGroupDurable, putMembership, type GroupRecord } from './store.ts';

/** The group as it stands after the event, and who became what by it. */
export interface GroupData {
  readonly group: Omit<GroupRecord, '_id' | 'seq' | 'mark'>;
  /** Null once they have been erased; absent where nobody came or went. */
  readonly member?: { readonly personId: string; readonly membership: Membership; readonly at: Date } | null;
}

export const groups: StreamDefinition<GroupRecord, GroupData, typeof groupStream> = {
  contract: groupStream,
  findAggregate: findGroup,
  evolve: (_before, id, { seq, mark, data }) => ({ ...data.group, _id: id, seq, mark }),

  async project(id, events) {
    for (const { seq, data } of events) if (data.member) await putMembership({ ...data.member, groupId: id, rev: seq });
    const last = events.at(-1);
    if (last) await advanceGroup(groups.evolve(null, id, last));
  },

  /** What the group was called before goes from the log. */
  async redact(id, events) {
    const last = events.at(-1);
    if (last) await blankData({ stream: nameOf(groupStream, id), seq: { $lt: last.seq } }, WORDS);
  },
  isDurable: (id, { seq }) => isGroupDurable(id, seq),
  replacesWords: ({ member }, seq) => member === undefined && seq > 1,

  subjectsOf: () => ['group'],

  present(id, { seq, mark, data }, audience, shows) {
    if (!shows('group')) return null;
    const group = presentGroup({ ...data.group, _id: id, seq, mark });
    return { type: 'group.changed', rev: seq, group, waiting: audience === 'owners' ? data.group.waiting : null };
  },
};

const WORDS = { 'group.name': '', 'group.purpose': '' } as const;

/** What somebody is to the group: of strangers nothing is looked up. */
export async function membershipOf({ actor }: Pick<Reader, 'actor'>, id: string): Promise<Membership> {
  if (actor.kind !== 'person') return 'none';
  return (await findMembership(id, actor.id))?.membership ?? 'none';
}

export async function groupAudience(reader: Reader, id: string): Promise<AudienceOf<typeof groupStream> | null> {
  const [group, membership] = await Promise.all([findGroup(id), membershipOf(reader, id)]);
  if (!group || !mayKnowOfGroup(reader.actor, presentGroup(group), membership)) return null;
  return mayManageGroup(reader.actor, membership) ? 'owners' : 'public';
}
