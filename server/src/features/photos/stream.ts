import { fileId } from '@hearth/shared/files/entity';
import { personId } from '@hearth/shared/kernel/ids';
import { photoStream } from '@hearth/shared/photos/events';
import type { Reader } from '../../request/context.ts';
import type { StreamDefinition } from '../../streams/definition.ts';
import type { FileSubject } from '../file-subject.ts';
import { findPerson } from '../accounts/access.ts';
import { giveFile } from '../files/access.ts';
import { advanceTelling, findPhoto, findTelling, putPhoto, type TellingRecord } from './store.ts';

export interface PhotoData {
  /** Empty once they have left. */
  readonly personId: string;
  readonly fileId: string | null;
}

export const photos: StreamDefinition<TellingRecord, PhotoData, typeof photoStream> = {
  contract: photoStream,
  findAggregate: findTelling,
  evolve: (_before, _id, { seq, mark }) => ({ _id, seq, mark }),

  async project(id, events) {
    for (const { seq, data } of events) {
      if (data.fileId) await giveFile(data.fileId, photoSubject(data.personId));
      if (data.personId) await putPhoto({ _id: data.personId, fileId: data.fileId, rev: seq });
    }
    const last = events.at(-1);
    if (last) await advanceTelling(photos.evolve(null, id, last));
  },

  subjectsOf: (data) => [subjectOf(data)],

  present(_id, { seq, data }, _audience, shows) {
    if (!data.personId || !shows(subjectOf(data))) return null;
    const photo = data.fileId === null ? null : fileId.parse(data.fileId);
    return { type: 'photo.changed', rev: seq, personId: personId.parse(data.personId), photo };
  },
};

/** Whoever is a member may see those of all whose account is open. It is no words: it goes with whoever it shows. */
export const personPhotos: FileSubject = {
  kind: 'photo',
  staysWithWords: false,
  holds: async (id, fileId) => (await findPhoto(id))?.fileId === fileId,
  mayRead: async ({ actor }, id) => actor.kind === 'person' && (await findPerson(id))?.status === 'active',
};

export function photoSubject(personId: string): string {
  return `${personPhotos.kind}:${personId}`;
}

/** People's pages are for members, and so are their pictures. */
export async function photoAudience({ actor }: Reader): Promise<'members' | null> {
  return actor.kind === 'person' ? 'members' : null;
}

function subjectOf({ personId: id }: PhotoData): string {
  return `photo ${id}`;
}
