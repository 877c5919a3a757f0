import { groupId, personId } from '@hearth/shared/kernel/ids';
import { idOf } from '../../streams/definition.ts';
import { tellMembership } from '../accounts/access.ts';
import { react } from '../reaction.ts';
import { groups } from './stream.ts';

/** Brings memberships to those whose they are, where the command itself did not come to it. */
export const memberships = react({
  to: groups,
  name: 'memberships',
  async handle({ streams }, events) {
    for (const { stream, seq, data } of events) {
      if (!data.member) continue;
      const news = { id: groupId.parse(idOf(stream)), seq, membership: data.member.membership };
      await tellMembership(streams, personId.parse(data.member.personId), news);
    }
  },
});
