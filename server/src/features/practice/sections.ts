import { withNames } from '@hearth/shared/mentions/address';
import { practiceLimits } from '@hearth/shared/practice/limits';
import type { PostRecord } from '../threads/access.ts';
import type { PracticeRecord } from './store.ts';

export const sections = ['problem', 'worked', 'steps'] as const;
export type SectionName = (typeof sections)[number];

/** Which section a post became part of. */
export function sectionOf({ answerNo }: Pick<PracticeRecord, 'answerNo'>, no: number): SectionName {
  return no === 1 ? 'problem' : no === answerNo ? 'worked' : 'steps';
}

/** What a draft begins with: the question, its answer, and the posts that were picked. */
export function beginningOf(posts: readonly PostRecord[], answerNo: number): Record<SectionName, string> {
  const wordsOf = (name: SectionName) =>
    posts
      .filter(({ no }) => sectionOf({ answerNo }, no) === name)
      .map(({ text }) => unnamed(text))
      .join('\n\n')
      .slice(0, practiceLimits.section);
  return { problem: wordsOf('problem'), worked: wordsOf('worked'), steps: wordsOf('steps') };
}

/** A note names those it was made of, beside its words. Of a mention in them nobody could be taken out who leaves. */
export function unnamed(text: string): string {
  return withNames(text, () => null);
}
