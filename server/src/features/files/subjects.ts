import type { FileSubject } from '../file-subject.ts';
import type { FileRecord } from './model.ts';

/** What files may belong to, by its kind. */
export type Subjects = ReadonlyMap<string, FileSubject>;

/** What has a file, and which of its kind that is. */
export interface Holder {
  readonly its: FileSubject;
  readonly id: string;
}

/** What this one belongs to, if that has it still. Asked of one that belongs to something. */
export async function holderOf(
  subjects: Subjects,
  { _id, subject }: Pick<FileRecord, '_id' | 'subject'>,
): Promise<Holder | null> {
  const end = subject?.indexOf(':') ?? -1;
  const its = subjects.get(subject?.slice(0, end) ?? '');
  const id = subject?.slice(end + 1) ?? '';
  return its && (await its.holds(id, _id)) ? { its, id } : null;
}
