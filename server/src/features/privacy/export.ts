import type { QueryNamed } from '@hearth/shared/contract';
import { commonError } from '@hearth/shared/kernel/errors';
import type { OutputOf } from '@hearth/shared/kernel/command';
import type { Exporting, PersonalData } from '../../personal-data/declaration.ts';
import type { QueryContext } from '../../request/context.ts';
import type { Resource } from '../../services.ts';
import { Exports } from './exports.ts';

type Exported = OutputOf<QueryNamed<'account.export'>>;

/** Gathers what is kept about somebody, one person after the other. */
export const exports: Resource<Exports<Exported>> = { open: () => new Exports(), close: (opened) => opened.close() };

/** Everything that is kept about whoever asks, in their own words where they are theirs. */
export async function exportOwn(kept: readonly PersonalData[], context: QueryContext): Promise<Exported> {
  const { visitor, services } = context;
  if (!('sessionId' in visitor)) throw commonError('sign-in-first');
  const { actor, sessionId } = visitor;
  // What was gathered with the rights of a role is not for whoever has lost it, and says which device asks.
  const exported = await services
    .use(exports)
    .get(`${sessionId} ${actor.role}`, (signal) => gather(kept, { services, actor, sessionId, signal }));
  const [now] = (await services.sessions.visitorsOf(services, [sessionId])).values();
  if (now?.actor.kind !== 'person' || now.actor.role !== actor.role) throw commonError('sign-in-first');
  return exported;
}

/** One thing after the other, so that the store has time for others in between. */
async function gather(kept: readonly PersonalData[], exporting: Exporting): Promise<Exported> {
  const parts: object[] = [{ exportedAt: exporting.services.clock.now().toISOString() }];
  for (const one of kept) {
    exporting.signal.throwIfAborted();
    parts.push(await one.export(exporting));
  }
  // The contract is put together of the same parts, and each feature is held to its own.
  return Object.assign({}, ...parts);
}
