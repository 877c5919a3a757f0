import type { OutputOf } from '@hearth/shared/kernel/command';
import type { foldedPins } from '@hearth/shared/pins/queries';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { readFolded } from './store.ts';

export async function folded(context: QueryContext): Promise<OutputOf<typeof foldedPins>> {
  const personId = personIdOf(context.actor);
  const records = personId ? await readFolded(personId) : [];
  return Object.fromEntries(records.map(({ threadId, until }) => [threadId, until.toISOString()]));
}
