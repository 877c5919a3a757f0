import { aliasIn } from '@hearth/shared/anonymous/alias';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { hideRevision as hideContract } from '@hearth/shared/threads/commands';
import type { DiffPart } from '@hearth/shared/threads/entity';
import { threadLimits } from '@hearth/shared/threads/limits';
import type { getHistory } from '@hearth/shared/threads/queries';
import { noteLook } from '../../request/audit.ts';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { mayOf, requireBoard, requireRight } from '../boards/access.ts';
import { auditedPost } from './audited.ts';
import { hideRevision, readRevisions } from './revision-store.ts';
import { findPost, findThread } from './store.ts';
import { wordDiff } from './word-diff.ts';

/** Characters of what stayed that are shown beside a change. */
const AROUND = 160;

type History = OutputOf<typeof getHistory>;

/** For whoever may read the post. What was hidden is passed over for whoever does not moderate its board, as if it had not been said. */
export async function history(context: QueryContext, { threadId, no }: InputOf<typeof getHistory>): Promise<History> {
  const [thread, post] = await Promise.all([findThread(threadId), findPost(threadId, no)]);
  if (!thread) throw commonError('no-such-thing');
  const { moderate } = mayOf(context, await requireBoard(context, thread.boardId));
  if (!post || post.deletedAt || post.note) throw commonError('no-such-thing');

  const kept = await readRevisions(threadId, no, threadLimits.revisions + 1);
  const current = { rev: post.rev, text: post.text, at: post.editedAt ?? post.at, hiddenBy: null };
  const seen = [current, ...kept].filter(({ hiddenBy }) => hiddenBy === null || moderate);
  if (seen.some(({ hiddenBy }) => hiddenBy !== null))
    await noteLook(context, 'post.history', auditedPost(post, thread));
  const wordings = seen.slice(0, threadLimits.revisions).map((one, place) => {
    const before = seen[place + 1];
    return {
      rev: one.rev,
      at: one.at.toISOString(),
      isCurrent: one === current,
      isHidden: one.hiddenBy !== null,
      parts: before ? wordDiff(before.text, one.text).map(shortened) : [{ kind: 'same' as const, text: one.text }],
    };
  });
  const alias = post.alias && { alias: aliasIn(post.alias) };
  return {
    by: post.by,
    ...alias,
    wordings,
    more: seen.length > wordings.length,
    mayHide: moderate,
    thread: titleOf(thread),
  };
}

/** Of what stayed, its ends: one looks for what was changed. */
function shortened({ kind, text }: DiffPart): DiffPart {
  const isLong = kind === 'same' && text.length > 3 * AROUND;
  return { kind, text: isLong ? `${text.slice(0, AROUND)} … ${text.slice(-AROUND)}` : text };
}

function titleOf({ title, language }: { title: string; language: History['thread']['language'] }) {
  return { title, language };
}

type Hide = typeof hideContract;

export async function hide(context: Context, { threadId, no, rev, hidden }: InputOf<Hide>): Promise<OutputOf<Hide>> {
  const { actor } = requirePerson(context);
  const thread = await findThread(threadId);
  if (!thread) throw commonError('no-such-thing');
  await requireRight(context, thread.boardId, 'moderate');
  const post = await findPost(threadId, no);
  if (!post) throw commonError('no-such-thing');
  await context.audit({ ...auditedPost(post, thread), after: { hidden: String(hidden), version: String(rev) } });
  if (!(await hideRevision({ threadId, no, rev }, hidden ? actor.id : null))) throw commonError('no-such-thing');
  return { hidden };
}
