import type { Standing } from '@hearth/shared/follows/levels';
import { followLimits } from '@hearth/shared/follows/limits';
import type * as contract from '@hearth/shared/follows/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { personId as readId } from '@hearth/shared/kernel/ids';
import { threadId } from '@hearth/shared/threads/entity';
import { personIdOf, requirePerson, type QueryContext } from '../../request/context.ts';
import { readActive } from '../accounts/access.ts';
import { presentBoard, readableBoards, requireBoard, type BoardRecord } from '../boards/access.ts';
import { findThread, presentThread, readThreads, type ThreadRecord } from '../threads/access.ts';
import { hearingOf, levelsOfTagsIn } from './hearing.ts';
import { findFollow, readFollowed, readFollowsOf, readMuted, readSaidNear, type FollowRecord } from './store.ts';

type In = typeof contract.standingIn;
type Boards = typeof contract.levelsOfBoards;
type Tags = typeof contract.levelsOfTags;
type Muted = typeof contract.isMuted;
type List = typeof contract.listFollows;

export async function standingIn(context: QueryContext, { threadId }: InputOf<In>): Promise<OutputOf<In>> {
  const personId = personIdOf(context.actor);
  // Of both nothing is told before the reader is known to have a right to the thread.
  const [thread, said] = await Promise.all([
    findThread(threadId),
    personId ? readSaidNear({ personId, threadId }) : null,
  ]);
  if (!thread) throw commonError('no-such-thing');
  await requireBoard(context, thread.boardId);
  if (!said) return { level: 'normal', reason: null, muted: [] };
  const muted = said.filter(({ kind }) => kind === 'person').map(({ id }) => readId.parse(id));
  return { ...(await standingFor(context, said, thread)), muted };
}

/** What it says is all there is to it: whoever said nothing is shown what all of those are. */
export async function versionOfStanding(context: QueryContext, input: InputOf<In>): Promise<string> {
  return JSON.stringify(await standingIn(context, input));
}

/** How much somebody hears of a thread. */
export async function hearingIn(context: Hearing, personId: string, thread: ThreadRecord): Promise<Standing> {
  return standingFor(context, await readSaidNear({ personId, threadId: thread._id }), thread);
}

type Hearing = Pick<QueryContext, 'services'>;

async function standingFor(
  { services }: Hearing,
  said: readonly FollowRecord[],
  { _id: id, boardId, by, tags = [] }: ThreadRecord,
): Promise<Standing> {
  const hears = await hearingOf(services, said);
  return hears({ id, boardId, startedBy: by?.personId ?? null, tags });
}

export async function levelsOfBoards({ actor }: QueryContext): Promise<OutputOf<Boards>> {
  const personId = personIdOf(actor);
  const said = personId ? await readFollowsOf(personId, 'board') : [];
  return Object.fromEntries(said.map(({ id, level }) => [id, level]));
}

export async function levelsOfTags({ services, actor }: QueryContext): Promise<OutputOf<Tags>> {
  const personId = personIdOf(actor);
  const said = personId ? await levelsOfTagsIn(services, await readFollowsOf(personId, 'tag')) : [];
  return Object.fromEntries(said.map(({ tag, level }) => [tag.id, level]));
}

export async function isMuted(context: QueryContext, { personId: id }: InputOf<Muted>): Promise<OutputOf<Muted>> {
  const { actor } = requirePerson(context);
  return { muted: (await findFollow({ personId: actor.id, kind: 'person', id }))?.level === 'mute' };
}

export async function list(context: QueryContext, { before }: InputOf<List>): Promise<OutputOf<List>> {
  const { actor } = requirePerson(context);
  const from = before ? { at: new Date(before.at), id: before.id } : null;
  const [said, muted, rows, readable] = await Promise.all([
    readFollowsOf(actor.id, 'board', 'tag'),
    readMuted(actor.id, followLimits.muted),
    readFollowed(actor.id, from, followLimits.page + 1),
    readableBoards(context),
  ]);
  const idsOf = (kind: FollowRecord['kind']) => muted.flatMap((one) => (one.kind === kind ? one.id : []));
  const shown = rows.slice(0, followLimits.page);
  const [threads, people] = await Promise.all([
    readThreads([...idsOf('thread'), ...shown.map(({ id }) => id)]),
    readActive(idsOf('person')),
  ]);
  const boards = new Map(readable.map((board) => [board._id, board]));
  const byId = new Map(threads.filter(({ boardId }) => boards.has(boardId)).map((thread) => [thread._id, thread]));
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    boards: said.flatMap(({ kind, id, level }) => {
      const board = kind === 'board' ? boards.get(id) : undefined;
      return board ? [{ board: nameOf(board), level }] : [];
    }),
    tags: await levelsOfTagsIn(context.services, said),
    muted: {
      threads: idsOf('thread').flatMap((id) => titleOf(byId.get(id))),
      people: people.map(({ byline }) => byline),
    },
    followed: shown.flatMap(({ id, reason, at }) => {
      const thread = byId.get(id);
      const board = thread && boards.get(thread.boardId);
      return thread && board
        ? titleOf(thread).map((title) => ({ thread: title, board: nameOf(board), reason, at: at.toISOString() }))
        : [];
    }),
    next: last ? { at: last.at.toISOString(), id: threadId.parse(last.id) } : null,
  };
}

function nameOf(record: BoardRecord) {
  const { id, name } = presentBoard(record);
  return { id, name };
}

function titleOf(record: ThreadRecord | undefined) {
  if (!record) return [];
  const { id, title, language } = presentThread(record);
  return [{ id, title, language }];
}
