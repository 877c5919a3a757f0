import type { WordLanguage } from './entity.ts';
import { languageOf } from './language-of.ts';
import { tokensIn } from './tokens.ts';

/** What is looked for. */
interface Watched {
  readonly phrase: string;
  readonly language: WordLanguage;
}

/** An entry that was met, and where. */
export interface Hit<Entry> {
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
}

interface Node<Entry> {
  readonly next: Map<string, Node<Entry>>;
  /** By how the next word begins. */
  readonly beginnings: Map<string, Entry[]>;
  readonly ends: Entry[];
}

const newNode = <Entry>(): Node<Entry> => ({ next: new Map(), beginnings: new Map(), ends: [] });

/**
 * Finds the entries of the lists in a text: whole words, whatever their case and accents. Takes as long as the text is, however
 * many entries there are: they stand in a tree of words, and nothing that somebody typed is a pattern.
 */
export class Matcher<Entry extends Watched> {
  readonly #root = newNode<Entry>();
  /** No word is compared with a longer beginning. */
  #longest = 0;

  constructor(entries: Iterable<Entry>) {
    for (const entry of entries) this.#add(entry);
  }

  find(text: string): Hit<Entry>[] {
    const tokens = tokensIn(text);
    const language = languageOf(tokens);
    const hits: Hit<Entry>[] = [];
    for (const [place, { start }] of tokens.entries()) {
      let node: Node<Entry> | undefined = this.#root;
      for (let at = place; node && at < tokens.length; at++) {
        const token = tokens[at];
        if (!token) break;
        const met: Entry[] = this.#beginningWith(node, token.word);
        node = node.next.get(token.word);
        for (const entry of [...met, ...(node?.ends ?? [])])
          if (language === null || entry.language === 'both' || entry.language === language)
            hits.push({ entry, start, end: token.end });
      }
    }
    return hits;
  }

  #add(entry: Entry): void {
    const isBeginning = entry.phrase.trimEnd().endsWith('*');
    const words = tokensIn(entry.phrase).map(({ word }) => word);
    const last = isBeginning ? words.pop() : undefined;
    let node = this.#root;
    for (const word of words) {
      const next = node.next.get(word) ?? newNode<Entry>();
      node.next.set(word, next);
      node = next;
    }
    if (last === undefined) return void node.ends.push(entry);
    node.beginnings.set(last, [...(node.beginnings.get(last) ?? []), entry]);
    this.#longest = Math.max(this.#longest, last.length);
  }

  #beginningWith({ beginnings }: Node<Entry>, word: string): Entry[] {
    if (beginnings.size === 0) return [];
    const met: Entry[] = [];
    for (let length = 1; length <= Math.min(word.length, this.#longest); length++)
      met.push(...(beginnings.get(word.slice(0, length)) ?? []));
    return met;
  }
}
