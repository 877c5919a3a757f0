import type { ApiClient } from '@hearth/shared/transport';
import { begunFrom } from '@hearth/shared/library/kinds-of-files';
import { libraryLimits } from '@hearth/shared/library/limits';
import { fromIn, type FormPart } from './form.ts';
import type { Loaded } from '../live/views.ts';

/** What stands below the post that an address names. */
export function postIn(api: ApiClient, from: string) {
  return api.query('library.from-post', { threadId: '', no: 0, ...fromIn(from).from });
}

/** How the form begins with it. */
export function formFrom(post: Loaded<'library.from-post'>, from: string, language: string) {
  const parts: FormPart[] = [
    ...post.files.map(({ fileId, name, size }) => ({
      ...{ kind: 'file' as const, ref: fileId, words: name, language, size },
    })),
    ...post.pictures.map(({ fileId, alt }) => ({
      ...{ kind: 'picture' as const, ref: fileId, words: alt, language, size: 0 },
    })),
  ];
  return { parts: parts.slice(0, libraryLimits.parts), given: { ...begunFrom(post), from } };
}
