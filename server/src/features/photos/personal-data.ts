import { fileId } from '@hearth/shared/files/entity';
import { EVERYBODY } from '@hearth/shared/photos/events';
import type { exported } from '@hearth/shared/photos/exported';
import type { z } from 'zod';
import { personalStream, type PersonalData } from '../../personal-data/declaration.ts';
import { commit } from '../../streams/commit.ts';
import { deletePhoto, findPhoto } from './store.ts';
import { photos } from './stream.ts';

/** The picture itself is a file of theirs, and goes with those. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Photo', 'PhotoTelling'],
  streams: [
    personalStream(photos, {
      names: ['personId'],
      redact:
        (_id, { personId }) =>
        (data) =>
          data.personId === personId ? { personId: '', fileId: null } : data,
    }),
  ],

  async export({ actor }) {
    const found = await findPhoto(actor.id);
    return { photo: found?.fileId ? fileId.parse(found.fileId) : null };
  },

  async erase({ streams }, { personId, causeOf }) {
    const found = await findPhoto(personId);
    if (!found) return false;
    // Whoever has the page open sees it go.
    if (found.fileId)
      await commit(streams, photos, EVERYBODY, causeOf(`photo ${found.rev}`), () => ({ personId, fileId: null }));
    return deletePhoto(personId);
  },
};
