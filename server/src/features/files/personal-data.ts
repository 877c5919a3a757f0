import { downloadPath, filePath } from '@hearth/shared/files/address';
import { fileId } from '@hearth/shared/files/entity';
import type { exported } from '@hearth/shared/files/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { largestOf } from './present.ts';
import { removeFile } from './removing.ts';
import type { Subjects } from './subjects.ts';
import { forgetOwner, readFilesOf, type FileRecord } from './store.ts';

type Part = z.output<z.ZodObject<typeof exported>>;

/** Pictures go with whoever sent them, but for those in words that stay. */
export function personalDataOver(subjects: Subjects): PersonalData<Part> {
  const stays = ({ subject }: FileRecord) =>
    subject !== null && (subjects.get(subject.slice(0, subject.indexOf(':')))?.staysWithWords ?? false);
  return {
    collections: ['File'],
    streams: [],

    async export({ actor }) {
      const own = await readFilesOf(actor.id);
      return { files: own.map(present) };
    },

    async erase(services, { personId, words }) {
      const own = await readFilesOf(personId);
      for (const file of own) {
        if (words === 'keep' && stays(file)) await forgetOwner(file._id);
        else await removeFile(services, file._id, { ownerId: personId });
      }
      return own.length > 0;
    },
  };
}

function present(file: FileRecord): Part['files'][number] {
  const { _id, name, alt, at, size } = file;
  const address = file.kind ? downloadPath(_id) : filePath(_id, largestOf(file)?.width ?? 0);
  return { id: fileId.parse(_id), name, alt, sentAt: at.toISOString(), size, address };
}
