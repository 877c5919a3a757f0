import type { PostedFile } from '../files/entity.ts';
import type { FileKind } from '../files/kinds.ts';
import type { EntryKind } from './kinds.ts';

const KINDS: Partial<Record<FileKind, EntryKind>> = {
  ...{ pptx: 'slides', odp: 'slides', mp3: 'recording', m4a: 'recording', ogg: 'recording' },
};

interface Begun {
  readonly kind: EntryKind;
  readonly title: string;
}

/** What an entry of these begins as: called as its first file is, or as the thread. */
export function begunFrom({
  files,
  title,
}: {
  readonly title: string;
  readonly files: readonly Pick<PostedFile, 'name' | 'kind'>[];
}): Begun {
  const [first] = files;
  if (!first) return { kind: 'document', title };
  const name = first.name.slice(0, -(first.kind.length + 1));
  return { kind: KINDS[first.kind] ?? 'document', title: name.replaceAll('_', ' ').trim() || title };
}
