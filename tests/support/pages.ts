import { collectionIdOfKey } from '@hearth/server/demo/collections';
import { groupIdOfKey } from '@hearth/server/demo/groups';
import { entryIdOfKey } from '@hearth/server/demo/library';
import { listIdOfKey } from '@hearth/server/demo/lists';
import { threadIdOfKey } from '@hearth/server/demo/moderating';
import type { Demo } from './demo.ts';

type SeeDemo = Demo['see'];

/** The same in every network. */
const always = [
  ['home', '/'],
  ['boards', '/boards'],
  ['tags', '/tags'],
  ['tag', '/tags/health'],
  ['edit tags', '/tags/edit'],
  ['edit a tag', '/tags/edit?tag=health'],
  ['board by tag', '/b/attendance?tag=health'],
  ['ideas', '/b/ideas'],
  ['new board', '/boards/new'],
  ['sections', '/boards/sections'],
  ['board above', '/b/coordinators'],
  ['edit board', '/b/partners/edit'],
  ['new question', '/b/partners/new'],
  ['groups', '/groups'],
  ['new group', '/groups/new'],
  ['library', '/library'],
  ['library narrowed', '/library?kind=template&kind=toolkit&topic=food&language=es'],
  ['library as cards', '/library?view=cards'],
  ['nothing in the library', '/library?kind=slides&topic=food'],
  ['ask for something', '/library/ask?for=Slides%2C%20food'],
  ['give to the library', '/library/propose'],
  ['what one gave', '/library/mine'],
  ['library queue', '/library/queue'],
  ['collections', '/library/collections'],
  ['saved entries', '/library/saved'],
  ['new collection', '/library/collections/edit'],
  ['tables for the library', '/library/import'],
  ['problems in the library', '/library/complaints'],
  ['links that do not open', '/library/links'],
  ['rooms', '/rooms'],
  ['new room', '/rooms/new'],
  ['sign in', '/sign-in'],
  ['code', '/sign-in/code?email=a@example.org'],
  ['link', '/sign-in/link?token=x'],
  ['sign up', '/sign-up'],
  ['house rules', '/rules'],
  ['rules and reasons', '/desk/rules'],
  ['edit house rules', '/desk/rules/edit'],
  ['new reason', '/desk/rules/reason/new'],
  ['people at the desk', '/desk/people'],
  ['standing', '/you/standing'],
  ['what waits', '/you/waiting'],
  ['gates', '/desk/gates'],
  ['watched words', '/desk/words'],
  ['log', '/desk/log'],
  ['hello', '/hello'],
  ['bell', '/bell'],
  ['bell settings', '/you/bell'],
  ['no more mails', '/bell/stop?token=x'],
  ['you', '/you'],
  ['follows', '/follows'],
  ['drafts', '/drafts'],
  ['bookmarks', '/bookmarks'],
  ['desk', '/desk'],
  ['queue', '/desk/queue'],
  ['moderation in numbers', '/desk/numbers'],
  // Without a zone it loads itself once more, in that of its reader.
  ['rota', '/desk/rota?zone=UTC'],
  ['reports', '/reports'],
  ['welcome', '/welcome'],
  ['mail', '/mail'],
  ['nowhere', '/nowhere'],
] as const;

/** Demo addresses of every page, by name, and a person who may see them all. */
export async function pagesOf(see: SeeDemo): Promise<{ pages: Map<string, string>; staff: string }> {
  const latest = await see('thread.latest', { most: 20 });
  const thread = latest.find((row) => row.thread.lastNo > 6 && row.thread.lastNo < 20) ?? latest[0];
  const [board] = await see('board.list', {});
  const locked = (await see('board.get', { boardId: 'attendance' })).rows.find(({ lock }) => lock);
  const tried = (await see('board.get', { boardId: 'attendance' })).rows.find(({ title }) =>
    title.startsWith('Chronic'),
  );
  const { rows } = await see('board.get', { boardId: 'learning' });
  const carded = rows.find(({ title }) => title.startsWith('Homework help'))?.id;
  const ideas = await see('board.get', { boardId: 'ideas', by: 'votes' });
  const rooms = await see('room.list', {});
  const people = await see('demo.people', {});
  const group = groupIdOfKey('coordinators');
  const pages = new Map<string, string>([
    ['board', `/b/${board?.id}`],
    ['new thread', `/b/${board?.id}/new`],
    ['thread', `/t/${thread?.thread.id}`],
    ['locked thread', `/t/${locked?.id}`],
    ['thread with cards', `/t/${carded}`],
    ['cards', `/cards/${carded}/6`],
    ['moderate', `/moderate/${locked?.id}`],
    ['tried', `/tried/${tried?.id}?post=2`],
    ['merge', `/moderate/${locked?.id}?find=bus`],
    ['practice note', `/notes/${tried?.id}`],
    ['edit practice note', `/notes/${tried?.id}/edit`],
    ['tags of a thread', `/tags/of/${locked?.id}`],
    ['idea', `/t/${ideas.rows[0]?.id}`],
    ['moderate an idea', `/moderate/${ideas.rows[0]?.id}`],
    ['entry of the library', `/library/${entryIdOfKey('family-survey')}`],
    ['entry tried', `/library/tried/${entryIdOfKey('family-survey')}`],
    ['entry with a picture', `/library/${entryIdOfKey('way-finder')}`],
    ['entry that waits', `/library/${entryIdOfKey('carta-socios')}`],
    ['new version of an entry', `/library/${entryIdOfKey('family-survey')}/version`],
    ['archive an entry', `/library/${entryIdOfKey('family-survey')}/archive`],
    ['report an entry', `/library/report/${entryIdOfKey('family-survey')}`],
    ['ask for the library', `/library/ask-author?from=${threadIdOfKey('partners-1')}/6`],
    ['edit an entry', `/library/${entryIdOfKey('carta-socios')}/edit`],
    ['collection', `/library/collections/${collectionIdOfKey('first-year')}`],
    ['edit a collection', `/library/collections/edit?id=${collectionIdOfKey('first-year')}`],
    ['list of saved entries', `/library/saved/${listIdOfKey('board-meeting')}`],
    ['talk about an entry', `/library/ask?entry=${entryIdOfKey('family-survey')}`],
    ['named no more', `/library/naming/${entryIdOfKey('family-survey')}?gone`],
    ['put into a collection', `/library/collections/edit?entry=${entryIdOfKey('family-survey')}`],
    ['group', `/groups/${group}`],
    ...rooms.slice(0, 3).map((room) => [`${room.status} room`, `/rooms/${room.id}`] as const),
    ['edit room', `/rooms/${rooms.find(({ status }) => status === 'scheduled')?.id}/edit`],
    ['later thread', `/b/${board?.id}/new?later`],
    ['history', `/history/${thread?.thread.id}/1`],
    ['report a post', `/reports/${thread?.thread.id}/1`],
    ['report a person', `/reports/person/${people[0]?.id}`],
    ['reactions', `/reactions/${thread?.thread.id}/1`],
    ['bookmark', `/bookmarks/${thread?.thread.id}/1`],
    ['person', `/people/${people[0]?.id}`],
    ['person at the desk', `/desk/people/${people.find(({ role }) => role === 'member')?.id}`],
    ...always,
  ]);
  return { pages, staff: people.find(({ role }) => role === 'admin')?.name ?? '' };
}
