import type { Byline } from '@hearth/shared/accounts/entity';
import type { Board } from '@hearth/shared/boards/entity';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { START } from '@hearth/shared/kernel/protocol';
import type { react as reactContract } from '@hearth/shared/reactions/commands';
import type { ReactionKind } from '@hearth/shared/reactions/entity';
import { reactionLimits } from '@hearth/shared/reactions/limits';
import { OWN_REACTION } from '@hearth/shared/reactions/own';
import { maySayOf } from '@hearth/shared/reactions/policy';
import type { namesOn, reactionsIn } from '@hearth/shared/reactions/queries';
import { threadError } from '@hearth/shared/threads/errors';
import { personIdOf, requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { readActive, tellOwn } from '../accounts/access.ts';
import { presentBoard, requireBelonging, requireBoard } from '../boards/access.ts';
import { followBecauseOfSame, unfollowBecauseOfSame } from '../follows/access.ts';
import { findPost, findThread, isAuthorOf, requireHere, type ThreadRecord } from '../threads/access.ts';
import { said } from './said.ts';
import { findTelling, readCounts } from './store.ts';

type React = typeof reactContract;

/** Two round trips: may it be reacted to, and the reaction itself. Its announcement follows, together with others'. */
export async function react(context: Context, { threadId, no, kind }: InputOf<React>): Promise<OutputOf<React>> {
  const { actor } = requirePerson(context);
  const { post, thread, board } = await requirePost(context, threadId, no);
  await requireBelonging(context, thread.boardId);
  requireHere(thread, no);
  if (kind && !maySayOf(kind, no, board)) throw commonError('not-allowed');
  if (post.deletedAt) throw threadError('already-deleted');
  if (await isAuthorOf(context, post)) throw commonError('not-allowed');

  await said.put(context.services, { streamId: threadId, subject: String(no), personId: actor.id, value: kind });
  if (maySayOf('same', no, board)) await followWithSame(context, actor.id, threadId, kind);
  tellOwn(context.services, actor.id, OWN_REACTION, `${threadId}/${no}`, kind ?? '');
  return { kind };
}

/** After the reaction, and again whenever the same is said again: what a crash left out is done with the next try. */
async function followWithSame(
  { services }: Context,
  personId: PersonId,
  threadId: string,
  kind: ReactionKind | null,
): Promise<void> {
  if (kind === 'same') await followBecauseOfSame(services, personId, threadId);
  else await unfollowBecauseOfSame(services, personId, threadId);
}

/** The position is read first, so that what is shown is at least as new as it says (promise L3). */
export async function readIn(
  context: QueryContext,
  input: InputOf<typeof reactionsIn>,
): Promise<OutputOf<typeof reactionsIn>> {
  await requireThread(context, input.threadId);
  const { threadId, from } = input;
  const to = lastOf(input);
  const telling = await findTelling(threadId);
  const [counts, mine] = await Promise.all([readCounts(threadId, from, to), mineIn(context, input)]);
  return {
    counts: byPost(counts.map(({ no, counts: its }) => [no, its])),
    tried: byPost(counts.map(({ no, tried }) => [no, tried])),
    mine,
    position: telling ? { seq: telling.seq, mark: telling.mark } : START,
  };
}

/** Without those of which there is nothing to tell. */
function byPost<Counts extends object>(
  all: readonly (readonly [number, Counts | undefined])[],
): Record<string, Counts> {
  return Object.fromEntries(
    all.flatMap(([no, counts]) =>
      counts && Object.values(counts).some((count) => count > 0) ? [[String(no), counts]] : [],
    ),
  );
}

/** Another one whenever {@link readIn} would answer otherwise. Whoever said nothing here is shown what all of those are. */
export async function versionOfIn(context: QueryContext, input: InputOf<typeof reactionsIn>): Promise<string> {
  const [telling, mine] = await Promise.all([
    findTelling(input.threadId),
    mineIn(context, input),
    requireThread(context, input.threadId),
  ]);
  return JSON.stringify([telling?.seq, telling?.mark, mine]);
}

/** Faces and names are for members. */
export async function names(
  context: QueryContext,
  { threadId, no }: InputOf<typeof namesOn>,
): Promise<OutputOf<typeof namesOn>> {
  if (!personIdOf(context.actor)) throw commonError('sign-in-first');
  const { post } = await requirePost(context, threadId, no);
  if (post.deletedAt) return { names: [] };
  const entries = await said.readOn(threadId, String(no), reactionLimits.names);
  const people = await readActive(entries.map(({ personId }) => personId));
  const bylines = new Map<string, Byline>(people.map(({ id, byline }) => [id, byline]));
  return {
    names: entries.flatMap(({ personId, value }) => {
      const by = bylines.get(personId);
      return by ? [{ by, kind: value }] : [];
    }),
  };
}

async function mineIn(
  { actor }: QueryContext,
  input: InputOf<typeof reactionsIn>,
): Promise<Record<string, ReactionKind>> {
  const personId = personIdOf(actor);
  if (!personId) return {};
  const own = await said.readIn(personId, input.threadId);
  const isShown = (no: number) => no >= input.from && no <= lastOf(input);
  const shown = own.filter(({ subject }) => isShown(Number(subject)));
  return Object.fromEntries(shown.map(({ subject, value }) => [subject, value]));
}

function lastOf({ from, to }: InputOf<typeof reactionsIn>): number {
  return Math.min(to, from + reactionLimits.posts - 1);
}

/** Whoever may not read a thread is told that it does not exist. */
async function requireThread(
  context: QueryContext,
  threadId: string,
): Promise<{ readonly thread: ThreadRecord; readonly board: Board }> {
  const thread = await findThread(threadId);
  if (!thread) throw commonError('no-such-thing');
  return { thread, board: presentBoard(await requireBoard(context, thread.boardId)) };
}

async function requirePost(context: QueryContext, threadId: string, no: number) {
  const [post, found] = await Promise.all([findPost(threadId, no), requireThread(context, threadId)]);
  if (!post || post.note) throw commonError('no-such-thing');
  return { post, ...found };
}
