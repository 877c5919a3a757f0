import { boardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { Role } from '@hearth/shared/kernel/rights';
import type { Demo } from './demo.ts';
import { present } from './parts.ts';
import { Person } from './person.ts';

/** On the list of words that wait for a moderator, and in the post that waits for it. */
const WORD = 'flapdoodle';
const PRIVATE = boardId.parse('for-some');

type Net = Pick<Demo, 'see' | 'url'>;

/**
 * Demo addresses of what waits at the desk, by name: a held post and a board that is not for the admin who opens it, which are
 * made here, and what was reported and appealed against.
 */
export async function deskPagesOf(demo: Net): Promise<Map<string, string>> {
  const [admin, member] = [await demoPerson(demo, 'admin'), await demoPerson(demo, 'member')];
  await admin.do('word.watch', { phrases: [WORD], language: 'both', action: 'hold' });
  const { thread } = present((await demo.see('thread.latest', { most: 20 })).find((row) => !row.thread.lock));
  await member.try('post.reply', { threadId: thread.id, text: `What ${WORD} this is` });
  const both = { en: 'For some', es: 'Para algunos' };
  await admin.do('board.create', {
    ...{ boardId: PRIVATE, name: both, purpose: both, icon: 'chat', colour: 'pine', kind: 'discussion', after: null },
    rights: { ...rightsFor('members'), read: { circle: 'nobody', groups: [] } },
  });
  const { rows } = await admin.see('review.list', {});
  const itemOf = (wanted: string) => `/desk/queue/${present(rows.find(({ item }) => item.kind === wanted)).item.id}`;
  return new Map([
    ['held post in the queue', itemOf('hold')],
    ['report in the queue', itemOf('report')],
    ['appeal in the queue', itemOf('appeal')],
    ['private board', `/b/${PRIVATE}/open`],
  ]);
}

/** The first of the demo people in a role, signed in. */
async function demoPerson({ url, see }: Net, role: Role): Promise<Person> {
  const { id } = present((await see('demo.people', {})).find((one) => one.role === role));
  const person = new Person(url, id, null);
  await person.do('account.demo-sign-in', { personId: id });
  return person;
}
