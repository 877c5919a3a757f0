import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { turnEntry } from '@hearth/shared/library/commands';
import { libraryError } from '@hearth/shared/library/errors';
import { libraryLimits } from '@hearth/shared/library/limits';
import type { EntryUse } from '@hearth/shared/library/uses';
import type { listUses } from '@hearth/shared/library/queries';
import type { Context, QueryContext, Reader } from '../../request/context.ts';
import { idOf } from '../../streams/definition.ts';
import type { EntryUses } from '../entry-uses.ts';
import { react } from '../reaction.ts';
import { readView } from './reading.ts';
import { requireMay, turnWith, type Beside } from './service.ts';
import type { EntryRecord } from './store.ts';
import { entries } from './stream.ts';

type Turn = typeof turnEntry;
type List = typeof listUses;

/** From whichever feature; asked once all of them are there. */
export type AllUses = () => readonly EntryUses[];

export function turnOver(uses: AllUses) {
  return async (context: Context, input: InputOf<Turn>): Promise<OutputOf<Turn>> =>
    turnWith(context, input, (before) => besides(context, uses, input, before));
}

export function usesOver(uses: AllUses) {
  return async (context: QueryContext, { entryId }: InputOf<List>): Promise<OutputOf<List>> => {
    await requireMay(context, entryId, ['archive']);
    return { uses: await usesOf(context, uses, entryId) };
  };
}

async function usesOf(reader: Reader, uses: AllUses, entryId: string): Promise<EntryUse[]> {
  const found = uses().map(async ({ kind, of }) =>
    (await of(reader, entryId, libraryLimits.uses)).map((one) => ({ kind, ...one })),
  );
  return (await Promise.all(found)).flat();
}

/** What of an act says more than the state it leads to: which entry comes in its place, and where. */
async function besides(
  context: Context,
  uses: AllUses,
  { entryId, act, successor, uses: answers = [] }: InputOf<Turn>,
  before: EntryRecord,
): Promise<Beside> {
  if (act !== 'archive' && act !== 'remove') {
    if (successor) throw commonError('invalid-input', { fields: { successor: 'choice' } });
    return {};
  }
  if (successor) await requireSuccessor(context, before, successor);
  if (act === 'remove') return successor ? { successor } : {};
  const replaces = [];
  for (const { kind, id, may } of await usesOf(context, uses, entryId)) {
    const answer = answers.find((one) => one.kind === kind && one.id === id)?.answer;
    // Also where it has come since somebody looked.
    if (!answer || !may.includes(answer)) throw libraryError('library-used');
    if (answer === 'replace') replaces.push({ kind, id });
  }
  if (replaces.length > 0 && !successor) throw libraryError('library-successor', { fields: { successor: 'missing' } });
  for (const { kind, id } of isStaff(context.actor) ? replaces : []) await context.audit({ on: { kind, id } });
  return { ...(successor && { successor }), ...(replaces.length > 0 && { replaces }) };
}

/** Another one that is published, and that whoever acts may read. */
async function requireSuccessor(reader: Reader, { _id }: EntryRecord, successor: string): Promise<void> {
  const seen = successor === _id ? null : await readView(reader, successor);
  if (seen?.view !== 'whole' || seen.entry.state !== 'published')
    throw libraryError('library-successor', { fields: { successor: 'choice' } });
}

/** Puts the successor where whoever archived an entry wanted it. */
export function replacingOver(uses: AllUses) {
  return react({
    to: entries,
    name: 'library-uses',
    async handle(services, events) {
      for (const { stream, seq, data } of events) {
        const { successor } = data.entry;
        if (!data.replaces || !successor) continue;
        const entryId = idOf(stream);
        for (const { kind, id } of data.replaces) {
          const cause = { commandId: `replace/${entryId}/${seq}/${id}`, issuer: 'system' };
          const its = uses().find((one) => one.kind === kind);
          await its?.replace?.(services, { id, entryId, successor, cause });
        }
      }
    },
  });
}
