import { cut } from '@hearth/shared/kernel/graphemes';

const EXCERPT = 180;
/** So much of a post is looked at: its first words are there, or it begins with an address that nobody reads. */
const LOOKED_AT = 16 * 1024;

/** The first words of rendered HTML, without markup, cut at a word. */
export function excerptOf(html: string): string {
  const text = decode(withoutTags(cut(html, LOOKED_AT)))
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= EXCERPT) return text;
  const beginning = cut(text, EXCERPT);
  const lastWord = beginning.lastIndexOf(' ');
  return `${lastWord > EXCERPT / 2 ? beginning.slice(0, lastWord) : beginning}…`;
}

/** Cleaned HTML has a `<` nowhere but where a tag begins; the last one may be cut off. Shown as text, so nothing rests on it but its looks. */
function withoutTags(html: string): string {
  return html.replace(/<\/(p|li|h3|h4|blockquote|td|th)>|<br(?: \/)?>/g, ' ').replace(/<[^<>]*>?/g, '');
}

/** The signs that cleaning writes as entities; shown as text, they are escaped again. */
function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
