/** What XML 1.0 has no way to write, escaped or not. */
const IMPOSSIBLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(IMPOSSIBLE, '').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');
}

/** One element as XML. Text goes in as `text`, other elements as `inner`. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  { text = '', inner = [] }: { readonly text?: string; readonly inner?: readonly string[] } = {},
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join('')}>${escaped(text)}${inner.join('')}</${name}>`;
}

export const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
