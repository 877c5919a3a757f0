import { fileId, type OwnFile } from '@hearth/shared/files/entity';
import type { FileRecord, FormRecord } from './model.ts';

export function presentOwn(file: FileRecord): OwnFile {
  const { width, height } = largestOf(file) ?? { width: 0, height: 0 };
  return {
    id: fileId.parse(file._id),
    use: file.use,
    name: file.name,
    size: file.size,
    received: file.received,
    state: stateOf(file),
    reason: file.reason,
    line: file.line ?? 0,
    width,
    height,
    alt: file.alt,
    kind: file.kind ?? null,
    hints: [...(file.hints ?? [])],
    isLooking: file.state === 'ready' && Boolean(file.toLook),
  };
}

/** Nobody is the owner of what is gone, and so nobody is told more; what is going is on its way there. */
function stateOf({ isWaiting, state }: FileRecord): OwnFile['state'] {
  if (isWaiting) return 'making';
  return state === 'gone' || state === 'going' ? 'refused' : state;
}

/** Forms stand in the order of their width. */
export function largestOf({ forms }: Pick<FileRecord, 'forms'>): FormRecord | undefined {
  return forms.at(-1);
}

/** The smallest that is as wide as was asked for, or else the largest. */
export function formFor(file: Pick<FileRecord, 'forms'>, width: number): FormRecord | undefined {
  return file.forms.find((form) => form.width >= width) ?? largestOf(file);
}
