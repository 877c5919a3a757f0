import { joinAnswers, splitAnswers } from '@hearth/shared/boards/answers';
import type { Loaded } from '#lib/live/views.ts';
import { joinWords } from '#lib/text/drafts.ts';

type Template = Loaded<'board.template'>;
type Language = keyof Template[number]['title'];

/**
 * The words a thread begins with: one text in Markdown, wherever it is kept. It is shown as answers where it is such, and in
 * one box otherwise, so that no template ever stands in the place of what somebody has written.
 */
export class OpeningWords {
  readonly #template: Template;
  readonly #language: Language;
  /** In which the questions are asked: that of the page, unless the words are answers in the other. */
  #asked: Language = $state('en');
  isFree = $state(true);
  /** What stands in the one box. */
  free = $state('');
  answers = $state<string[]>([]);

  constructor(template: Template, language: Language) {
    this.#template = template;
    this.#language = this.#asked = language;
  }

  get hasQuestions(): boolean {
    return this.#template.length > 0;
  }

  get questions() {
    const asked = this.#asked;
    return this.#template.map(({ title, html, required }) => ({ title: title[asked], html: html[asked], required }));
  }

  get text(): string {
    return this.isFree ? this.free : joinAnswers(this.#titles(this.#asked), this.answers);
  }

  /** As answers, unless the one box is asked for or they are none. */
  show(text: string, inBox = false): void {
    const languages: Language[] = this.#language === 'en' ? ['en', 'es'] : ['es', 'en'];
    const found = languages
      .map((language) => ({ language, answers: splitAnswers(this.#titles(language), text) }))
      .find(({ answers }) => answers);
    this.isFree = inBox || !this.hasQuestions || !found?.answers;
    this.free = text;
    if (this.isFree || !found?.answers) return;
    this.#asked = found.language;
    this.answers = found.answers;
  }

  /** What was kept before meets what was typed since: each answer its own, or all of it together. */
  takeUp(earlier: string): void {
    const before = this.isFree ? null : splitAnswers(this.#titles(this.#asked), earlier);
    if (before) this.answers = this.answers.map((since, n) => joinWords(before[n] ?? '', since));
    else if (earlier) this.show(joinWords(earlier, this.text), this.isFree);
  }

  /** The same words in the one box. */
  toBox(): void {
    this.show(this.text, true);
  }

  /** The same words as answers; what answers nothing yet stands below the first question, to be put where it belongs. */
  toQuestions(): void {
    const { text } = this;
    this.show(text);
    if (!this.isFree) return;
    this.#asked = this.#language;
    this.answers = this.#template.map((_, n) => (n === 0 ? text : ''));
    this.isFree = false;
  }

  #titles(language: Language): string[] {
    return this.#template.map(({ title }) => title[language]);
  }
}
