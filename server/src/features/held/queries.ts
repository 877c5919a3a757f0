import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { heldLimits } from '@hearth/shared/held/limits';
import { trustOf } from '@hearth/shared/held/policy';
import type * as contract from '@hearth/shared/held/queries';
import { personId as personIdRule } from '@hearth/shared/kernel/ids';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { findPerson } from '../accounts/access.ts';
import { presentBoard, readableBoards } from '../boards/access.ts';
import { presentHeld } from './present.ts';
import { currentGates } from './settings.ts';
import { readHeldBy } from './store.ts';
import { knownOf } from './trust.ts';

type Own = typeof contract.ownHeld;
type Gates = typeof contract.getGates;
type Trust = typeof contract.getTrust;

export async function own(context: QueryContext): Promise<OutputOf<Own>> {
  const { actor } = requirePerson(context);
  const records = await readHeldBy(actor.id, heldLimits.shown);
  return {
    posts: await presentHeld(
      context,
      records.filter(({ state }) => state !== 'withdrawn'),
    ),
  };
}

export async function gates(context: QueryContext): Promise<OutputOf<Gates>> {
  if (!isStaff(context.actor)) throw commonError('no-such-thing');
  const [{ settings, floods }, boards] = await Promise.all([currentGates(context.services), readableBoards(context)]);
  const now = context.services.clock.now();
  return {
    settings,
    floods: boards.flatMap((record) => {
      const until = floods.get(record._id);
      if (!until || until <= now) return [];
      const { id, name } = presentBoard(record);
      return [{ board: { id, name }, until: until.toISOString() }];
    }),
  };
}

export async function trust(context: QueryContext, input: InputOf<Trust>): Promise<OutputOf<Trust>> {
  const { actor } = requirePerson(context);
  const wanted = input.personId ?? actor.id;
  if (wanted !== actor.id && !isStaff(actor)) throw commonError('no-such-thing');
  const person = await findPerson(wanted);
  if (person?.status !== 'active') throw commonError('no-such-thing');
  const { role, joinedAt, groups = [] } = person;
  const about = { personId: personIdRule.parse(person._id), role, joinedAt, groups };
  const [known, { settings, paused }] = await Promise.all([
    knownOf(context.services, about),
    currentGates(context.services),
  ]);
  const level = trustOf(known);
  const links = level === 'new' ? settings.linksOfNew : settings.linksOfMembers;
  return {
    level,
    days: known.days,
    posts: known.posts,
    isVouched: known.isVouched,
    firstPosts: level === 'new' ? Math.max(0, settings.firstPosts - known.posts) : 0,
    links: role === 'member' ? links : null,
    isPaused: level === 'new' && paused.has(person._id),
  };
}
