import { idFrom } from '@hearth/shared/kernel/id-from';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { splitThread } from '@hearth/shared/moderating/commands';
import { moderatingError } from '@hearth/shared/moderating/errors';
import { threadId as threadIdRule } from '@hearth/shared/threads/entity';
import type { Context } from '../../request/context.ts';
import { requireRight } from '../boards/access.ts';
import { actOnThread, readPostsAt } from '../threads/access.ts';

type Split = typeof splitThread;

/** An answer that was accepted goes with its post, and is none there. */
export async function split(context: Context, input: InputOf<Split>): Promise<OutputOf<Split>> {
  const { threadId, to: boardId, title } = input;
  const nos = [...new Set(input.nos)].sort((a, b) => a - b);
  const to = threadIdRule.parse(idFrom(context.commandId));
  const noted = await actOnThread(context, threadId, async ({ answer }, note) => {
    await requireRight(context, boardId, 'moderate');
    const held = await readPostsAt(nos.map((no) => ({ threadId, no })));
    const isThere = held.length === nos.length && held.every(({ note: told, deletedAt }) => !told && !deletedAt);
    if (nos.includes(1) || !isThere) throw moderatingError('not-to-split');
    const answered = answer && nos.includes(answer.no) ? { answer: null, answerNo: null } : {};
    const going = { to, nos, note, posts: nos.length, begins: { boardId, title } };
    return { note: { kind: 'split', posts: nos.length }, changes: { ...answered, going } };
  });
  return { ...noted, to };
}
