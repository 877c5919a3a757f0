import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/notifications/commands';
import { OWN_BELL } from '@hearth/shared/notifications/own';
import { requirePerson, type Context } from '../../request/context.ts';
import { tellOwn } from '../accounts/access.ts';
import { markerOf, namesOf } from './names.ts';
import { markRead, unmark } from './store.ts';

type Read = typeof contract.readBell;
type ReadAll = typeof contract.readWholeBell;
type Undo = typeof contract.undoReadBell;

/** Whose notifications they are is who calls; of which thread need not be a secret to be asked. */
export async function read(context: Context, input: InputOf<Read>): Promise<OutputOf<Read>> {
  const [threadId = ''] = Object.values(input);
  return told(context, context.commandId, (name, marker) => markRead(name, marker, { threadId }));
}

export async function readAll(context: Context): Promise<OutputOf<ReadAll>> {
  return told(context, context.commandId, (name, marker) => markRead(name, marker, {}));
}

export async function undo(context: Context, { of }: InputOf<Undo>): Promise<OutputOf<Undo>> {
  return told(context, of, unmark);
}

/** All pages of the reader ask what there is now. */
async function told(
  context: Context,
  commandId: string,
  change: (name: string, marker: string) => Promise<number>,
): Promise<OutputOf<Read>> {
  const { actor } = requirePerson(context);
  const names = await namesOf(context.services, actor.id);
  const changed = names.map((name) => change(name, markerOf(context.services, actor.id, name, commandId)));
  const notifications = (await Promise.all(changed)).reduce((sum, count) => sum + count);
  // Tells one change from another.
  if (notifications > 0) tellOwn(context.services, actor.id, OWN_BELL, '', context.commandId.slice(-12));
  return { notifications };
}
