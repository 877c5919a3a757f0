import { withNames } from '@hearth/shared/mentions/address';
import type { exported } from '@hearth/shared/mentions/exported';
import { threadId } from '@hearth/shared/threads/entity';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { readableBoards } from '../boards/access.ts';
import { readThreads, rewriteWords } from '../threads/access.ts';
import { deleteMention, readMentionsOf } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Mention'],
  streams: [],

  async export(exporting) {
    const own = await readMentionsOf(exporting.actor.id);
    const [threads, boards] = await Promise.all([
      readThreads([...new Set(own.map((one) => one.threadId))]),
      readableBoards(exporting),
    ]);
    const readable = new Set(
      threads.filter(({ boardId }) => boards.some(({ _id }) => _id === boardId)).map(({ _id }) => _id),
    );
    const shown = own.filter((one) => readable.has(one.threadId));
    return { mentionedIn: shown.map((one) => ({ threadId: threadId.parse(one.threadId), no: one.no })) };
  },

  /** In others' posts their name and number go; what was said of them stays, as after every leave-taking. */
  async erase(services, { personId, causeOf }) {
    const named = await readMentionsOf(personId);
    const nobody = (text: string) => withNames(text, ({ id, name }) => (id === personId ? null : name));
    for (const record of named) {
      const { threadId: id, no } = record;
      await rewriteWords(services, (rev) => causeOf(`mention ${id}/${no} ${rev}`), { threadId: id, no }, nobody);
      await deleteMention(record);
    }
    return named.length > 0;
  },
};
