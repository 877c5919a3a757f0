import { groupIdOfKey } from '@hearth/server/demo/groups';
import type { Demo } from './demo.ts';

export type SeeDemo = Demo['see'];

/** Demo addresses of every page, by name, and a person who may see them all. */
export async function pagesOf(see: SeeDemo): Promise<{ pages: Map<string, string>; staff: string }> {
  const latest = await see('thread.latest', { most: 20 });
  const thread = latest.find((row) => row.thread.lastNo > 6 && row.thread.lastNo < 20) ?? latest[0];
  const [board] = await see('board.list', {});
  const rooms = await see('room.list', {});
  const people = await see('demo.people', {});
  const group = groupIdOfKey('coordinators');
  const pages = new Map([
    ['home', '/'],
    ['boards', '/boards'],
    ['board', `/b/${board?.id}`],
    ['new thread', `/b/${board?.id}/new`],
    ['thread', `/t/${thread?.thread.id}`],
    ['groups', '/groups'],
    ['group', `/groups/${group}`],
    ['new group', '/groups/new'],
    ['rooms', '/rooms'],
    ...rooms.slice(0, 3).map((room) => [`${room.status} room`, `/rooms/${room.id}`] as const),
    ['new room', '/rooms/new'],
    ['edit room', `/rooms/${rooms.find(({ status }) => status === 'scheduled')?.id}/edit`],
    ['sign in', '/sign-in'],
    ['code', '/sign-in/code?email=a@example.org'],
    ['link', '/sign-in/link?token=x'],
    ['sign up', '/sign-up'],
    ['hello', '/hello'],
    ['you', '/you'],
    ['person', `/people/${people[0]?.id}`],
    ['welcome', '/welcome'],
    ['mail', '/mail'],
    ['nowhere', '/nowhere'],
  ]);
  return { pages, staff: people.find(({ role }) => role === 'admin')?.name ?? '' };
}
