import type { exported } from '@hearth/shared/anonymous/exported';
import { threadId } from '@hearth/shared/threads/entity';
import type { z } from 'zod';
import type { Exporting, PersonalData } from '../../personal-data/declaration.ts';
import { readableBoards } from '../boards/access.ts';
import { readTitles, readUnnamedPosts, takeUnnamed } from '../threads/access.ts';
import { forgetAsked } from './asked.ts';
import { isTheirs, nobody } from './asker.ts';
import { eachAsker, forgetOpener, readOpeningsBy, replaceAsker } from './store.ts';

type Exported = z.output<z.ZodObject<typeof exported>>;

export const personalData: PersonalData<Exported> = {
  collections: ['Asker', 'Asked', 'Opening'],
  streams: [],

  async export(exporting) {
    const openings = await readOpeningsBy(exporting.actor.id);
    return {
      unnamedPosts: await postsOf(exporting),
      openings: openings.map(({ askerId, reason, at }) => ({
        threadId: threadId.parse(askerId),
        reason,
        at: at.toISOString(),
      })),
    };
  },

  async erase(services, leaving) {
    const { secret, personId } = leaving;
    let had = await forgetOpener(personId);
    for await (const asker of eachAsker()) {
      if (!isTheirs(secret, asker._id, asker, personId)) continue;
      await takeUnnamed(services, leaving, asker._id);
      // Last, because afterwards nobody knows whose it was; and in silence, as what people see did not change by it.
      await replaceAsker({ _id: asker._id, ...nobody() });
      had = true;
    }
    await forgetAsked(services, personId);
    return had;
  },
};

/** Whose a question is can only be tried. */
async function postsOf(exporting: Exporting): Promise<Exported['unnamedPosts']> {
  const { services, actor, signal } = exporting;
  const own: Exported['unnamedPosts'] = [];
  const boards = new Set((await readableBoards(exporting)).map(({ _id }) => _id));
  for await (const asker of eachAsker()) {
    signal.throwIfAborted();
    if (!isTheirs(services.secret, asker._id, asker, actor.id)) continue;
    const posts = await readUnnamedPosts(asker._id);
    const titles = await readTitles([...new Set(posts.map((post) => post.threadId))]);
    for (const { threadId: id, no, at, deletedAt, text } of posts) {
      const thread = titles.get(id);
      own.push({
        threadId: threadId.parse(id),
        // What they asked may have gone to a thread that is not theirs to see.
        title: thread && (no === 1 || boards.has(thread.boardId)) ? thread.title : '',
        no,
        at: at.toISOString(),
        deletedAt: deletedAt?.toISOString() ?? null,
        text,
      });
    }
  }
  return own;
}
