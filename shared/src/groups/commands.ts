import { z } from 'zod';
import { language } from '../accounts/entity.ts';
import { command } from '../kernel/command.ts';
import { groupId, personId } from '../kernel/ids.ts';
import { line, words } from '../kernel/words.ts';
import { group, groupKind, membership } from './entity.ts';
import { groupLimits } from './limits.ts';

const described = {
  name: line(groupLimits.name),
  purpose: words(groupLimits.purpose),
  language,
  kind: groupKind,
};
/** What they are to the group now. */
const stands = z.strictObject({ membership });
const somebody = z.strictObject({ groupId, personId });

export const createGroup = command('group.create', {
  about: 'Moderators: makes a group, and becomes its first owner.',
  privileged: true,
  input: z.strictObject(described),
  output: group,
});

export const editGroup = command('group.edit', {
  about:
    'Owners and moderators: changes what a group is called and for, and how people come in. Whoever is in it stays.',
  privileged: true,
  input: z.strictObject({ groupId, ...described }),
  output: group,
});

export const joinGroup = command('group.join', {
  about: 'Joins an open group, asks to be let in to one that is joined by request, or takes up an invitation.',
  input: z.strictObject({ groupId }),
  output: stands,
});

export const leaveGroup = command('group.leave', {
  whileSilenced: true,
  about: 'Leaves a group, takes back that one has asked, or declines an invitation. Its last owner cannot leave.',
  input: z.strictObject({ groupId }),
  output: stands,
});

export const inviteToGroup = command('group.invite', {
  about: 'Owners and moderators: invites a member of the network. Whoever has asked already is let in.',
  privileged: true,
  input: somebody,
  output: stands,
});

export const decideOnAsking = command('group.decide', {
  about: 'Owners and moderators: lets somebody in who has asked, or does not.',
  privileged: true,
  input: z.strictObject({ groupId, personId, welcome: z.boolean() }),
  output: stands,
});

export const removeFromGroup = command('group.remove', {
  about:
    'Owners and moderators: takes somebody out of a group, on every open page within a second, or takes an invitation back.',
  privileged: true,
  input: somebody,
  output: stands,
});

export const setGroupOwner = command('group.set-owner', {
  about: 'Owners and moderators: makes a member an owner, or an owner a member. The last owner stays one.',
  privileged: true,
  input: z.strictObject({ groupId, personId, owner: z.boolean() }),
  output: stands,
});
