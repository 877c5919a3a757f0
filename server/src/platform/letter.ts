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

/** Something that is told in a longer mail: lines, and where they lead. */
export interface Section {
  readonly lines: readonly string[];
  readonly link?: string;
}

/** The same of several things. Lines of their own within a line stay so. */
export function longLetter(subject: string, sections: readonly Section[]): Letter {
  const text = sections.map(({ lines, link }) => [...lines, ...(link ? [link] : [])].join('\n')).join('\n\n');
  const html = sections.flatMap(({ lines, link }) => [
    ...lines.map((line) => escape(line).replaceAll('\n', '<br>')),
    ...(link ? [`<a href="${escape(link)}">${escape(link)}</a>`] : []),
  ]);
  return { subject: oneLine(subject), text: `${text}\n`, html: html.map((line) => `<p>${line}</p>`).join('\n') };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A subject is a header: a line break in a name must not begin another one. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
