import type * as contract from '@hearth/shared/photos/commands';
import { fileId } from '@hearth/shared/files/entity';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { personId } from '@hearth/shared/kernel/ids';
import { START } from '@hearth/shared/kernel/protocol';
import { EVERYBODY } from '@hearth/shared/photos/events';
import { mayRemovePhoto } from '@hearth/shared/photos/policy';
import type { photosOf } from '@hearth/shared/photos/queries';
import { commitAs, requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { readActive } from '../accounts/access.ts';
import { claimFiles, dropFile, willDrop } from '../files/access.ts';
import { findPhoto, findTelling, readPhotos } from './store.ts';
import { currentTelling } from './telling.ts';
import { photos, photoSubject } from './stream.ts';

type Changed = OutputOf<typeof contract.setPhoto>;

export async function set(context: Context, { fileId: wanted }: InputOf<typeof contract.setPhoto>): Promise<Changed> {
  return change(context, requirePerson(context).actor.id, wanted);
}

export async function remove(
  context: Context,
  { personId: named }: InputOf<typeof contract.removePhoto>,
): Promise<Changed> {
  const { actor, isProven } = requirePerson(context);
  const of = named ?? actor.id;
  if (!mayRemovePhoto(actor, of)) throw commonError('not-allowed');
  // Taking back what is one's own needs no proven address; the command lets it through for that alone.
  if (of !== actor.id && !isProven) throw commonError('prove-address-first');
  if (of !== actor.id) await context.audit({ on: { kind: 'person', id: of }, about: of });
  return change(context, of, null);
}

/** The one before is deleted, once nobody is shown it any more. */
async function change(context: Context, of: string, wanted: string | null): Promise<Changed> {
  let before: string | null = null;
  const event = await commitAs(context, photos, EVERYBODY, async () => {
    before = (await findPhoto(of))?.fileId ?? null;
    if (wanted === before) return null;
    if (before) await willDrop(context, [before]);
    if (wanted) await claimFiles(context, [{ id: wanted, use: 'photo' }]);
    return { personId: of, fileId: wanted };
  });
  const now = event ? event.data.fileId : before;
  if (before && before !== now) await dropFile(context.services, before, photoSubject(of));
  return { photo: now === null ? null : fileId.parse(now) };
}

/** The position is read first, so that what is shown is at least as new as it says (promise L3). */
export async function of(
  { actor }: QueryContext,
  { people }: InputOf<typeof photosOf>,
): Promise<OutputOf<typeof photosOf>> {
  if (actor.kind !== 'person') return { photos: {}, position: START };
  const telling = await findTelling(EVERYBODY);
  const found = await readPhotos(people);
  const active = new Set<string>((await readActive(found.map(({ _id }) => _id))).map(({ id }) => id));
  return {
    photos: Object.fromEntries(
      found.flatMap(({ _id, fileId: file }) =>
        file === null || !active.has(_id) ? [] : [[personId.parse(_id), fileId.parse(file)]],
      ),
    ),
    position: telling ? { seq: telling.seq, mark: telling.mark } : START,
  };
}

/** Another one whenever {@link of} would answer otherwise. Of the reader it says no more than that they are a member. */
export async function versionOf({ services, actor }: QueryContext): Promise<string> {
  if (actor.kind !== 'person') return '';
  const telling = await currentTelling(services);
  return telling ? `${telling.seq} ${telling.mark}` : '0';
}
