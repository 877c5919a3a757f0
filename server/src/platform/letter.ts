/** A mail without its receiver. The text says everything the HTML says. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Lines, a link, and a last line. */
export function letter(subject: string, lines: readonly string[], link: string, end: string): Letter {
  const text = [...lines, '', link, '', end, ''].join('\n');
  const paragraphs = [...lines.map(escape), `<a href="${escape(link)}">${escape(link)}</a>`, escape(end)];
  return { subject: oneLine(subject), text, html: paragraphs.map((line) => `<p>${line}</p>`).join('\n') };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A subject is a header: a line break in a name must not begin another one. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
