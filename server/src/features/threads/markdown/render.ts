import { threadCosts } from '@hearth/shared/threads/limits';
import { isSeen } from '@hearth/shared/kernel/signs';
import sanitize from 'sanitize-html';
import { poisonPoint } from '../../../platform/fail-point.ts';
import { createParser } from './parser.ts';
import { plain } from './plain.ts';

const parser = createParser();

const rules: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'br', 'strong', 'em', 's', 'a', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'hr'],
    ...['h3', 'h4', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    a: ['href', 'rel'],
    ol: ['start'],
    li: ['value'],
    ...Object.fromEntries(['th', 'td'].map((cell) => [cell, [{ name: 'align', values: ['left', 'center', 'right'] }]])),
  },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
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

/**
 * Markdown to HTML that is safe to show as it is. Whatever cannot be rendered, would become much longer than it was
 * written (`threadCosts.post`) or would show no words at all, is shown as plain text.
 */
export function render(text: string): string {
  const most = mostBytes(text);
  try {
    poisonPoint(text);
    const html = parser.render(text, {});
    // Cleaning takes attributes away and adds some; what is twice as long does not become short enough.
    if (html.length <= 2 * most) {
      const clean = sanitize(html, rules);
      if (Buffer.byteLength(clean) <= most && isSeen(clean.replace(/<[^>]*>/g, ''))) return clean;
    }
  } catch {
    // Shown as plain text.
  }
  return plain(text);
}

function mostBytes(text: string): number {
  const { growth, least, bytes } = threadCosts.post;
  return Math.min(bytes, Math.max(least, growth * Buffer.byteLength(text)));
}
