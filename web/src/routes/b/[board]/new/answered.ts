import { joinAnswers } from '@hearth/shared/boards/answers';

type Given = Readonly<Record<string, string>>;

export const answerOf = (n: number): string => `answer-${n}`;
export const questionOf = (n: number): string => `question-${n}`;

/** What a form says: its one box, or its answers below the questions it was filled in with, which may be others by now. */
export function wordsIn(given: Given): string {
  if (given['text'] !== undefined) return given['text'];
  const titles: string[] = [];
  for (let n = 0; ; n++) {
    const title = given[questionOf(n)];
    if (title === undefined) break;
    titles.push(title);
  }
  return joinAnswers(
    titles,
    titles.map((_, n) => given[answerOf(n)] ?? ''),
  );
}
