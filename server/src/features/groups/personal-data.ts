import type { exported } from '@hearth/shared/groups/exported';
import { groupId } from '@hearth/shared/kernel/ids';
import type { z } from 'zod';
import { personalStream, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import { commit } from '../../streams/commit.ts';
import { deleteMembershipsOf, findGroup, findMembership, readMembershipsOf } from './store.ts';
import { dataAfter } from './service.ts';
import { groups } from './stream.ts';

/** A group may be left without an owner by it: moderators find it, and make somebody one. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Group', 'Membership'],
  streams: [
    personalStream(groups, {
      names: ['member.personId'],
      redact:
        (_id, { personId }) =>
        (data) =>
          withoutPerson(data, personId),
    }),
  ],

  async export({ actor }) {
    const own = (await readMembershipsOf(actor.id)).filter(({ membership }) => membership !== 'none');
    const found = await Promise.all(own.map(async (one) => ({ one, group: await findGroup(one.groupId) })));
    return {
      groups: found.flatMap(({ one, group }) =>
        group
          ? {
              groupId: groupId.parse(group._id),
              name: group.name,
              membership: one.membership,
              since: one.at.toISOString(),
            }
          : [],
      ),
    };
  },

  async erase({ streams, clock }, { personId, causeOf }) {
    const own = await readMembershipsOf(personId);
    for (const { groupId: id, membership, rev } of own.filter((one) => one.membership !== 'none')) {
      await commit(streams, groups, id, causeOf(`group ${id} ${membership} ${rev}`), async (group) => {
        const now = (await findMembership(id, personId))?.membership ?? 'none';
        return group && now !== 'none' ? dataAfter(group, personId, now, 'none', clock.now()) : null;
      });
    }
    return deleteMembershipsOf(personId);
  },
};
