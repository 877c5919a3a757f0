import { randomUUID } from 'node:crypto';
import { EVERYBODY } from '@hearth/shared/photos/events';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { readClosed } from '../accounts/access.ts';
import { dropFile, willDrop } from '../files/access.ts';
import { findPhoto, readPhotos } from './store.ts';
import { photos, photoSubject } from './stream.ts';

/**
 * Takes the pictures of closed accounts away, from open pages too. Not all that closes one has an event: what is done at the
 * command line has none, and an erasure takes its time until it comes to them.
 */
export async function dropOfClosed(services: Services): Promise<void> {
  const closed = await readClosed();
  const shown = closed.length > 0 ? await readPhotos(closed) : [];
  for (const { _id: personId, fileId } of shown) {
    // Whichever server is first tells it; the others find that there is none any more.
    const cause = { commandId: randomUUID(), issuer: 'system' };
    if (fileId) await willDrop({ services, commandId: cause.commandId }, [fileId]);
    await commit(services.streams, photos, EVERYBODY, cause, async () =>
      (await findPhoto(personId))?.fileId ? { personId, fileId: null } : null,
    );
    if (fileId) await dropFile(services, fileId, photoSubject(personId));
  }
}
