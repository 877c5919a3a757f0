import type * as contract from '@hearth/shared/follows/commands';
import { followError } from '@hearth/shared/follows/errors';
import type { FollowLevel, Standing } from '@hearth/shared/follows/levels';
import { followLimits } from '@hearth/shared/follows/limits';
import { OWN_LEVEL, OWN_MUTED } from '@hearth/shared/follows/own';
import { writeStanding } from '@hearth/shared/follows/state';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import { readActive, tellOwn } from '../accounts/access.ts';
import { requireBelonging } from '../boards/access.ts';
import { findThread } from '../threads/access.ts';
import { findTag, mergedInto } from '../tags/access.ts';
import { hearingIn } from './queries.ts';
import { isThere, keyIn, type OfLibrary } from './of-library.ts';
import {
  deleteFollow,
  deleteFollowsOfTags,
  putChosen,
  readFollowsOf,
  readMuted,
  type FollowKey,
  type FollowRecord,
} from './store.ts';

type SetLevel = typeof contract.setLevel;
type MutePerson = typeof contract.mutePerson;

export async function setLevel(context: Context, { what, level }: InputOf<SetLevel>): Promise<OutputOf<SetLevel>> {
  const { actor } = requirePerson(context);
  if ('tagId' in what) return setOfTag(context, 'tag', what.tagId, level);
  if (!('threadId' in what || 'boardId' in what)) return setOfLibrary(context, what, level);
  const thread = 'threadId' in what ? await findThread(what.threadId) : null;
  const boardId = 'boardId' in what ? what.boardId : thread?.boardId;
  if (!boardId) throw commonError('no-such-thing');
  await requireBelonging(context, boardId);

  if (!thread) return setFar(context, { personId: actor.id, kind: 'board', id: boardId }, level);
  const key = { personId: actor.id, kind: 'thread', id: thread._id } as const;
  if (level === 'mute') await requireRoom(key);
  // Of a thread also `normal` is said: what happens there later does not change it.
  await putChosen({ ...key, level, at: context.services.clock.now() });
  return told(context, key, await hearingIn(context, actor.id, thread));
}

/** Of one that was merged it is said of the tag in its place, and what was said of the others before has no say any more. */
async function setOfTag(context: Context, kind: 'tag' | 'topic', id: string, level: FollowLevel): Promise<Standing> {
  const { actor } = requirePerson(context);
  const tag = await findTag(context.services, id);
  if (!tag) throw commonError('no-such-thing');
  const standing = await setFar(context, { personId: actor.id, kind, id: tag._id }, level);
  await deleteFollowsOfTags(actor.id, kind, await mergedInto(context.services, tag._id));
  return standing;
}

/** What one may read of it is followed. That one follows it no more one may say of whatever it was. */
async function setOfLibrary(context: Context, what: OfLibrary, level: FollowLevel): Promise<Standing> {
  const { actor } = requirePerson(context);
  if (level === 'mute') throw commonError('invalid-input', { fields: { level: 'choice' } });
  const key = { personId: actor.id, ...keyIn(what) };
  const { kind, id } = key;
  if (level === 'follow') {
    if (!(await isThere(context, what))) throw commonError('no-such-thing');
    if ((await followedOf(key)).length >= followLimits.library) throw tooManyFollowed();
  }
  const standing = kind === 'topic' ? await setOfTag(context, kind, id, level) : await setFar(context, key, level);
  if (level === 'follow') await stepBack(context, key);
  return standing;
}

/** What else of the library they follow. */
async function followedOf({ personId, kind, id }: FollowKey): Promise<FollowRecord[]> {
  const followed = await readFollowsOf(personId, 'entry', 'collection', 'topic');
  return followed.filter((one) => one.kind !== kind || one.id !== id);
}

function tooManyFollowed() {
  return followError('too-many-followed', { params: { most: followLimits.library } });
}

/** Of several that come at the same moment those that are too many go again. */
async function stepBack(context: Context, key: FollowKey): Promise<void> {
  const followed = await readFollowsOf(key.personId, 'entry', 'collection', 'topic');
  const sorted = followed.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.id.localeCompare(b.id));
  const isLate = sorted.slice(followLimits.library).some((one) => one.kind === key.kind && one.id === key.id);
  if (!isLate) return;
  await setFar(context, key, 'normal');
  throw tooManyFollowed();
}

async function setFar(context: Context, key: FollowKey, level: FollowLevel): Promise<Standing> {
  if (level === 'mute') await requireRoom(key);
  if (level === 'normal') await deleteFollow(key);
  else await putChosen({ ...key, level, at: context.services.clock.now(), ...placeOf(key) });
  return told(context, key, { level, reason: level === 'normal' ? null : 'chosen' });
}

function placeOf({ kind }: FollowKey): Pick<FollowRecord, 'place'> {
  return kind === 'entry' || kind === 'collection' || kind === 'topic' ? { place: 'library' } : {};
}

/** So that all pages of theirs know. */
function told({ services }: Context, { personId, kind, id }: FollowKey, standing: Standing): Standing {
  tellOwn(services, personId, OWN_LEVEL, `${kind}/${id}`, writeStanding(standing));
  return standing;
}

export async function mutePerson(
  context: Context,
  { personId, muted }: InputOf<MutePerson>,
): Promise<OutputOf<MutePerson>> {
  const { actor } = requirePerson(context);
  const key = { personId: actor.id, kind: 'person', id: personId } as const;
  if (muted) {
    if (personId === actor.id) throw commonError('not-allowed');
    if ((await readActive([personId])).length === 0) throw commonError('no-such-thing');
    await requireRoom(key);
    await putChosen({ ...key, level: 'mute', at: context.services.clock.now() });
  } else {
    await deleteFollow(key);
  }
  tellOwn(context.services, actor.id, OWN_MUTED, personId, muted);
  return { muted };
}

/** All that is muted is looked at whenever somebody asks what is unread. */
async function requireRoom({ personId, kind, id }: FollowKey): Promise<void> {
  const muted = await readMuted(personId, followLimits.muted);
  const isNew = !muted.some((one) => one.kind === kind && one.id === id);
  if (isNew && muted.length >= followLimits.muted)
    throw followError('too-many-muted', { params: { most: followLimits.muted } });
}
