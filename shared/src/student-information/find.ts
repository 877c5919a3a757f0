import { childNames } from './child-names.ts';
import { details, ownChildren } from './details.ts';
import { birthDates, studentNumbers } from './figures.ts';
import { offersFor, type Offer } from './offers.ts';
import { read, type Run, type Sentence, type Span } from './reading.ts';
import { beginsWithGrade } from './said-of.ts';
import { is } from './vocabulary.ts';

/** What about a child it may say: who they are, their number, when they were born, their health, or what a school keeps of them. */
export type Kind = 'name' | 'number' | 'birth-date' | 'health' | 'record';

export interface Finding extends Span {
  readonly kind: Kind;
  /** Other words for it, the best first. */
  readonly offers: readonly Offer[];
}

interface Found extends Run {
  readonly kind: Kind;
  /** Of a detail: the child it is said of, where no name is. */
  readonly of?: Run | undefined;
}

/**
 * Where a text may say something about one child that strangers should not read. Looks at English and Spanish, sentence by
 * sentence, and only at what is written: nothing is asked of anybody and nothing sent. Positions are those of the text;
 * findings come in its order, the same place at most once. Every word is looked at once, and of its neighbours a fixed
 * number, so that no text is slow.
 *
 * Rules: FERPA's personally identifiable information (34 CFR § 99.3) as far as words can show it. A group ("students with
 * asthma"), a child nobody could know ("a 4th grader") and grown-ups are no findings.
 */
export function findStudentInformation(text: string): Finding[] {
  const found: Finding[] = [];
  let isAboutChild = false;
  const sentences = read(text);
  for (const [at, sentence] of sentences.entries()) {
    const next = sentences[at + 1];
    const owns = ownChildren(sentence);
    const names = childNames(sentence, next !== undefined && beginsWithGrade(next));
    const its = inSentence(sentence, names, owns, isAboutChild);
    isAboutChild ||= owns.length > 0 || its.some(({ kind }) => kind === 'name');
    found.push(...apart(its).map((one) => finding(text, sentence, one)));
  }
  return found;
}

function inSentence(sentence: Sentence, names: readonly Run[], owns: readonly Run[], isAboutChild: boolean): Found[] {
  const subjects = [...names, ...owns].toSorted((a, b) => a.from - b.from);
  const isAbout = isAboutChild || subjects.length > 0;
  const hasChild = isAbout || sentence.tokens.some(({ bits }) => bits & is.child);
  return [
    ...names.map((run): Found => ({ kind: 'name', ...run })),
    ...studentNumbers(sentence, hasChild).map((run): Found => ({ kind: 'number', ...run })),
    ...birthDates(sentence, isAbout).map((run): Found => ({ kind: 'birth-date', ...run })),
    ...details(sentence, subjects, isAboutChild).map((one): Found => ({
      ...one,
      of: names.length > 0 ? undefined : owns[0],
    })),
  ];
}

/** In the text's order; of two in one place the first. */
function apart(found: readonly Found[]): Found[] {
  let end = -1;
  return found
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .filter(({ from, to }) => {
      if (from <= end) return false;
      end = to;
      return true;
    });
}

function finding(text: string, sentence: Sentence, { from, to, kind, of }: Found): Finding {
  const { tokens } = sentence;
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to]?.end ?? start;
  return { kind, start, end, offers: offersFor(text, sentence, { from, to, kind, of }) };
}
