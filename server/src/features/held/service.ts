import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { takingBack } from '@hearth/shared/held/budgets';
import type * as contract from '@hearth/shared/held/commands';
import type { HeldPost } from '@hearth/shared/held/entity';
import { heldError } from '@hearth/shared/held/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import { putBack } from '../drafts/access.ts';
import { putGates } from './gate-store.ts';
import { purposeOf, writtenIn } from './input.ts';
import { finishWithdrawn } from './listing.ts';
import { presentHeld } from './present.ts';
import { currentGates, forgetGates } from './settings.ts';
import { findHeld, turnHeld, type HeldRecord } from './store.ts';

type TakeBack = typeof contract.takeBackHeld;
type Set = typeof contract.setGates;

/** First the words are in the draft, then they are withdrawn: whatever goes wrong in between, they are not lost. */
export async function takeBack(context: Context, { id }: InputOf<TakeBack>): Promise<OutputOf<TakeBack>> {
  const { services } = context;
  const record = await requireOwn(context, id);
  if (record.state === 'publishing' || record.state === 'published') throw heldError('held-decided');
  if (record.state === 'withdrawn') return presentOne(context, await finishWithdrawn(services, record));
  const isWaiting = record.state === 'waiting';
  if (isWaiting && !(await context.counter.may(takingBack))) context.counter.require(takingBack);
  const { title, text, inReplyTo } = writtenIn(record);
  if (text) await putBack(context, record.personId, purposeOf(record), { title, text, inReplyTo });
  if (!isWaiting) return presentOne(context, record);
  // Its words stay until what follows is done, so that it can be done again.
  const withdrawn = { state: 'withdrawn', isListed: false } as const;
  if (!(await turnHeld(id, { from: ['waiting'] }, withdrawn))) throw heldError('held-decided');
  return presentOne(context, await finishWithdrawn(services, { ...record, ...withdrawn }));
}

async function requireOwn(context: Context, id: string): Promise<HeldRecord> {
  const { actor } = requirePerson(context);
  const record = await findHeld(id);
  if (record?.personId !== actor.id) throw commonError('no-such-thing');
  return record;
}

async function presentOne(context: Context, record: HeldRecord): Promise<HeldPost> {
  const [post] = await presentHeld(context, [record]);
  if (!post) throw commonError('internal');
  return post;
}

export async function setGates(context: Context, input: InputOf<Set>): Promise<OutputOf<Set>> {
  const { actor } = requirePerson(context);
  if (actor.role !== 'admin') throw commonError('not-allowed');
  const { settings } = await currentGates(context.services);
  const said = (gates: typeof input) => Object.fromEntries(Object.entries(gates).map(([of, n]) => [of, String(n)]));
  await context.audit({ on: { kind: 'gates', id: 'all' }, before: said(settings), after: said(input) });
  await putGates(input);
  forgetGates(context.services);
  return input;
}
