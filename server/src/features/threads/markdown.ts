import MarkdownIt from 'markdown-it';
import sanitize from 'sanitize-html';
import { poisonPoint } from '../../platform/fail-point.ts';

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false });
// Whoever reads a post must not fetch anything from elsewhere for it: a picture's address becomes a link.
markdown.renderer.rules['image'] = (tokens, index) => {
  const token = tokens[index];
  const href = markdown.utils.escapeHtml(String(token?.attrGet('src') ?? ''));
  return `<a href="${href}">${markdown.utils.escapeHtml(token?.content || 'picture')}</a>`;
};

const rules: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'br', 'strong', 'em', 's', 'a', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'hr'],
    ...['h3', 'h4', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['https', 'http', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    a: sanitize.simpleTransform('a', { rel: 'nofollow ugc noopener' }),
    // A post stands below the page's own two titles.
    h1: 'h3',
    h2: 'h3',
    h5: 'h4',
    h6: 'h4',
  },
};

/** Markdown to HTML that is safe to show as it is. Whatever cannot be rendered is shown as plain text. */
export function render(text: string): string {
  try {
    poisonPoint(text);
    return sanitize(markdown.render(text), rules);
  } catch {
    return `<p>${markdown.utils.escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
  }
}

const EXCERPT = 180;

/** The first words of rendered HTML, without markup, cut at a word. */
export function excerptOf(html: string): string {
  const spaced = html.replace(/<\/(p|li|h3|h4|blockquote|td|th)>/g, ' ');
  const text = decode(withoutTags(spaced)).replace(/\s+/g, ' ').trim();
  if (text.length <= EXCERPT) return text;
  const cut = text.slice(0, EXCERPT);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), EXCERPT / 2))}…`;
}

/** It is shown as text, so nothing rests on this but its looks: what cannot be taken apart loses what looks like a tag. */
function withoutTags(html: string): string {
  try {
    poisonPoint(html);
    return sanitize(html, { allowedTags: [], allowedAttributes: {} });
  } catch {
    return html.replace(/<[^>]*>/g, ' ');
  }
}

/** The four signs that sanitizing writes as entities; shown as text, they are escaped again. */
function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
