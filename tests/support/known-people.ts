import type { BoardId } from '@hearth/shared/boards/entity';
import type { TestApp } from './app.ts';
import { aThread } from './builders.ts';
import type { Person } from './person.ts';

const DAY_MS = 86_400_000;

/** People who are known by now: each joined on another day, has written three posts, and is here for more than a week. */
export async function knownPeople(app: TestApp, board: BoardId, count: number, apartMs = DAY_MS): Promise<Person[]> {
  const { id: threadId } = await aThread(await app.person({ role: 'moderator' }), board);
  const people: Person[] = [];
  for (let n = 0; n < count; n++) {
    const person = await app.person({ name: `Known ${n}` });
    for (const text of ['First words', 'More words', 'Last words'])
      await person.do('post.reply', { threadId, text: `${text} of ${person.personId}` });
    people.push(person);
    app.clock.advance(apartMs);
  }
  app.clock.advance(8 * DAY_MS);
  return people;
}
