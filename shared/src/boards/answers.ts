const headingOf = (title: string): string => `### ${title}`;

/** Without blank lines before and after; a first line that is set in stays so. */
function bare(text: string): string {
  return text.trimEnd().replace(/^(?:[ \t]*\n)+/, '');
}

/** Answers as one post in Markdown, each below its question as a small heading. What is not answered is left out. */
export function joinAnswers(titles: readonly string[], answers: readonly string[]): string {
  return titles
    .map((title, n) => [title, bare(answers[n] ?? '')] as const)
    .filter(([, answer]) => answer !== '')
    .map(([title, answer]) => `${headingOf(title)}\n\n${answer}`)
    .join('\n\n');
}

/** The answers in such a text, one for each question; null where it begins with something else. */
export function splitAnswers(titles: readonly string[], text: string): string[] | null {
  const answers = titles.map((): string[] => []);
  let at = -1;
  for (const line of bare(text) === '' ? [] : bare(text).split('\n')) {
    const next = titles.findIndex((title, n) => n > at && line.trimEnd() === headingOf(title));
    if (next !== -1) at = next;
    else if (at === -1) return null;
    else answers[at]?.push(line);
  }
  return answers.map((lines) => bare(lines.join('\n')));
}
