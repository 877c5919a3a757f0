import { excerptOf, fieldsOf, findPost, findThread, noteOf, withNote, withStanding } from '../threads/access.ts';
import type { PostRecord, ThreadRecord, WentRecord } from '../threads/access.ts';
import type { ThreadData } from '../threads/stream.ts';
import { arrive, stepIn, type Journey } from './journey.ts';

type Moves = ReadonlyMap<number, WentRecord>;

/**
 * Brings one post to where it goes on, as it stands at that moment, and leaves a note in its place; null where there is none
 * to bring. Nobody changes it meanwhile, but for somebody who leaves and takes words along: then it is brought once more.
 */
export async function carryPost(journey: Journey, no: number, moves: Moves): Promise<WentRecord | null> {
  const { source } = journey;
  const held = await findPost(source, no);
  if (!held || held.note) return held?.note?.kind === 'went' ? held.note : null;
  const { to, event } = await arrive(journey, String(no), async (thread) =>
    arrival(journey, thread, await requirePost(source, no), moves),
  );
  const went = { to, no: event.data.post?.no ?? 1, rev: event.seq, was: event.data.carried ?? 0 };
  for (let place = await leaveNote(journey, no, went); ; place = await leaveNote(journey, no, place.went)) {
    if (place.isLeft) return place.went;
    await bringAnew(journey, no, place.went);
  }
}

async function requirePost(threadId: string, no: number): Promise<PostRecord> {
  const post = await findPost(threadId, no);
  if (!post) throw new Error(`post ${no} of ${threadId} was to be carried, and is not there`);
  return post;
}

/** The thread with a post that was written elsewhere, or one that begins with it. */
async function arrival(
  { source, going, services: { clock } }: Journey,
  thread: ThreadRecord | null,
  { threadId: _from, rev, inReplyTo, ...held }: PostRecord,
  moves: Moves,
): Promise<ThreadData> {
  const no = (thread?.lastNo ?? 0) + 1;
  const answered = inReplyTo === undefined ? undefined : moves.get(inReplyTo);
  const isHere = answered !== undefined && answered.to === thread?._id;
  const post = { ...held, no, ...(isHere && { inReplyTo: answered.no }) };
  if (!thread) return { thread: await begun(source, going, held), post, carried: rev };
  const lastPostAt = held.at > thread.lastPostAt ? held.at : thread.lastPostAt;
  const last = thread.notes ? { lastPostNo: no } : {};
  const data = { thread: { ...fieldsOf(thread), lastNo: no, lastPostAt, ...last }, post, carried: rev };
  // Where all that there was has been deleted meanwhile, it stands again with what comes.
  return withStanding(thread._id, data, clock.now());
}

async function begun(
  source: string,
  { begins, to }: Journey['going'],
  { by, alias, at, deletedAt, html }: Pick<PostRecord, 'by' | 'alias' | 'at' | 'deletedAt' | 'html'>,
): Promise<ThreadData['thread']> {
  const thread = await findThread(source);
  if (!thread || !begins) throw new Error(`${to} is not there, and posts are to come to it`);
  return {
    ...begins,
    language: thread.language,
    by,
    ...(alias && { alias }),
    startedAt: at,
    lastNo: 1,
    lastPostAt: at,
    excerpt: excerptOf(deletedAt ? '' : html),
    ...(thread.tags?.length && { tags: thread.tags }),
  };
}

/** Not over words that are no longer those that were brought. */
async function leaveNote(
  journey: Journey,
  no: number,
  went: WentRecord,
): Promise<{ readonly isLeft: boolean; readonly went: WentRecord }> {
  const { services, source, by } = journey;
  let now = went.was;
  await stepIn(journey, source, `${no} went ${went.was}`, async (thread) => {
    const held = await requirePost(source, no);
    now = held.rev;
    if (held.note || held.rev !== went.was) return null;
    const note = noteOf({ kind: 'went', ...went }, { no, key: held.key, by, at: services.clock.now() });
    const noted = { ...withNote(thread, no), lastNo: thread.lastNo, ...(no === 1 && { excerpt: '' }) };
    return { thread: noted, post: note, replaces: held.rev };
  });
  const held = await requirePost(source, no);
  if (held.note) return { isLeft: true, went: held.note.kind === 'went' ? held.note : went };
  return { isLeft: false, went: { ...went, was: now } };
}

/** The words have changed since they were brought; where they were changed there too, or went on, those stay. */
async function bringAnew(journey: Journey, no: number, { to, no: place, rev, was }: WentRecord): Promise<void> {
  await stepIn(journey, to, `${no} as ${was}`, async (thread) => {
    const [here, { threadId: _to, rev: replaces, ...there }] = await Promise.all([
      requirePost(journey.source, no),
      requirePost(to, place),
    ]);
    if (there.note || replaces !== rev) return null;
    const { threadId: _from, rev: carried, inReplyTo: _answered, ...held } = here;
    const excerpt = place === 1 ? excerptOf(held.deletedAt ? '' : held.html) : thread.excerpt;
    const post = { ...there, ...held, no: place };
    // Whoever left may have taken the only words there were.
    return withStanding(
      to,
      { thread: { ...fieldsOf(thread), excerpt }, post, replaces, carried },
      journey.services.clock.now(),
    );
  });
}
