import { filePath } from './address.ts';
import type { Picture } from './entity.ts';
import { pictureWidths } from './limits.ts';

/** How wide a picture stands on the page: over the whole column on a phone, no wider than words on a desk. */
const SIZES = '(min-width: 800px) 640px, 92vw';
/** The width that browsers take which choose none, and the one a picture is opened in. */
const [usual, large] = [960, 1920];

/** What is shown of one; whatever else stands beside it on the server. */
type Shown = Omit<Picture, 'fileId'> & { readonly fileId: string };

/**
 * Pictures, for below the words they belong to: a post's, an answer's. Each says how large it is before it is there, so that nothing jumps, waits
 * until it is nearly in sight, and is a link to its large form, which works before any script.
 */
export function picturesHtml(pictures: readonly Shown[] = []): string {
  return pictures.length === 0 ? '' : `<ul class="pictures">${pictures.map(itemOf).join('')}</ul>`;
}

function itemOf({ fileId: id, width, height, alt }: Shown): string {
  const srcset = pictureWidths.map((wide) => `${filePath(id, wide)} ${wide}w`).join(', ');
  const size = `width="${width}" height="${height}" sizes="${SIZES}"`;
  const image = `<img src="${filePath(id, usual)}" srcset="${srcset}" ${size} alt="${escaped(alt)}" loading="lazy" decoding="async">`;
  return `<li><a href="${filePath(id, large)}">${image}</a></li>`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
