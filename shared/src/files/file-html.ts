import { downloadPath } from './address.ts';
import type { PostedFile } from './entity.ts';
import { escaped } from './picture-html.ts';
import { sizeText } from './size-text.ts';

/** What is shown of one; whatever else stands beside it on the server. */
type Shown = Omit<PostedFile, 'fileId'> & { readonly fileId: string };

/**
 * Files, for below the words they belong to: each a card with its kind, its name and its size, which is a link that saves it.
 * It has no words of a language, as everybody gets the same bytes of a post.
 */
export function filesHtml(files: readonly Shown[] = []): string {
  return files.length === 0 ? '' : `<ul class="files">${files.map(itemOf).join('')}</ul>`;
}

function itemOf({ fileId: id, name, kind, size }: Shown): string {
  const sign = `<span class="file-kind" data-kind="${kind}">${kind.toUpperCase()}</span>`;
  const text = `<bdi>${escaped(name)}</bdi> <small>${sizeText(size)}</small>`;
  return `<li><a href="${downloadPath(id)}" download>${sign} <span>${text}</span></a></li>`;
}
