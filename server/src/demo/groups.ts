import { idFrom } from '@hearth/shared/kernel/id-from';
import { groupId, type GroupId } from '@hearth/shared/kernel/ids';
import { create, decide, invite, join } from '../features/groups/service.ts';
import type { Filling } from './filling.ts';
import { commandIdOf, personIdOfKey } from './ids.ts';
import type { DemoNetwork } from './network.ts';

type DemoGroup = DemoNetwork['groups'][number];

/** How long ago the groups were made: before anybody wrote in them. */
const MINUTES_AGO = 60 * 24 * 200;

export function groupIdOfKey(key: string): GroupId {
  return groupId.parse(idFrom(commandIdOf(`group ${key}`)));
}

/** The groups that somebody of the demo network is in. */
export function groupsOf({ groups }: Pick<DemoNetwork, 'groups'>, key: string): GroupId[] {
  return groups.flatMap((one) => (one.owner === key || one.members.includes(key) ? groupIdOfKey(one.key) : []));
}

/** Makes the demo groups and brings their people into them. */
export async function fillGroups(filling: Filling): Promise<void> {
  for (const group of filling.network.groups) await fillGroup(filling, group);
}

async function fillGroup({ as }: Filling, group: DemoGroup): Promise<void> {
  const { key, name, purpose, language, kind, owner } = group;
  const what = `group ${key}`;
  const id = groupIdOfKey(key);
  await create(as(owner, MINUTES_AGO, what), { name, purpose, language, kind });
  for (const [n, member] of [...group.members, ...group.invited].entries()) {
    const minutesAgo = MINUTES_AGO - n * 60 * 24;
    const them = { groupId: id, personId: personIdOfKey(member) };
    const begun = `${what} ${member}`;
    if (kind === 'hidden') await invite(as(owner, minutesAgo, `${begun} invited`), them);
    if (group.invited.includes(member)) continue;
    await join(as(member, minutesAgo, `${begun} joins`), { groupId: id });
    if (kind === 'request') await decide(as(owner, minutesAgo, `${begun} welcome`), { ...them, welcome: true });
  }
  for (const asking of group.asked) await join(as(asking, 60 * 5, `${what} ${asking} asks`), { groupId: id });
}
