import { createHash } from 'node:crypto';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/word-lists/commands';
import { watchedWordId, type WatchedWord } from '@hearth/shared/word-lists/entity';
import { wordListError } from '@hearth/shared/word-lists/errors';
import { wordListLimits } from '@hearth/shared/word-lists/limits';
import type * as queries from '@hearth/shared/word-lists/queries';
import { tokensIn } from '@hearth/shared/word-lists/tokens';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { currentMatcher, forgetLists } from './lists.ts';
import {
  advanceVersion,
  countHits,
  countWords,
  deleteWord,
  findWord,
  putWord,
  readWords,
  type WatchedWordRecord,
} from './store.ts';

type Watch = typeof contract.watchWords;
type Unwatch = typeof contract.unwatchWord;

export async function watch(context: Context, input: InputOf<Watch>): Promise<OutputOf<Watch>> {
  requireStaff(context);
  const { language, action, instead = null } = input;
  const words = [...new Map(input.phrases.map((phrase) => [foldedPhrase(phrase), phrase]))].map(
    ([folded, phrase]): WatchedWordRecord => ({
      ...{ _id: idOf(folded), phrase, folded, language, action },
      instead: action === 'instead' ? instead : null,
    }),
  );
  const known = await Promise.all(words.map(({ _id }) => findWord(_id)));
  const most = wordListLimits.entries;
  if ((await countWords()) + known.filter((one) => !one).length > most)
    throw wordListError('too-many-words', { params: { most } });
  const after = { words: words.map(({ phrase }) => phrase).join(', '), action, language };
  await context.audit({ on: { kind: 'words', id: idOf(words.map(({ folded }) => folded).join('\n')) }, after });
  const added = await Promise.all(words.map(putWord));
  await changed(context);
  return { added: added.filter(Boolean).length };
}

/** One that is not there any more was removed before. */
export async function unwatch(context: Context, { wordId }: InputOf<Unwatch>): Promise<OutputOf<Unwatch>> {
  requireStaff(context);
  const held = await findWord(wordId);
  if (!held) return {};
  await context.audit({ on: { kind: 'words', id: wordId }, before: { words: held.phrase, action: held.action } });
  await deleteWord(wordId);
  await changed(context);
  return {};
}

async function changed({ services }: Context): Promise<void> {
  await advanceVersion();
  forgetLists(services);
}

type List = typeof queries.listWords;

export async function list(context: QueryContext, { find = '', after = '' }: InputOf<List>): Promise<OutputOf<List>> {
  requireReader(context);
  const { page } = wordListLimits;
  const found = await readWords(foldedPhrase(find), foldedPhrase(after), page + 1);
  return {
    words: await Promise.all(found.slice(0, page).map(present)),
    total: await countWords(),
    more: found.length > page,
  };
}

type Test = typeof queries.testWords;

export async function test(context: QueryContext, { text }: InputOf<Test>): Promise<OutputOf<Test>> {
  requireReader(context);
  const hits = (await currentMatcher(context.services)).find(text);
  const words = new Map(
    await Promise.all(
      [...new Set(hits.map(({ entry }) => entry))].map(async (one) => [one._id, await present(one)] as const),
    ),
  );
  return {
    hits: hits.flatMap(({ entry, start, end }) => {
      const word = words.get(entry._id);
      return word ? [{ word, start, end }] : [];
    }),
  };
}

async function present({ _id, phrase, language, action, instead }: WatchedWordRecord): Promise<WatchedWord> {
  return { id: watchedWordId.parse(_id), phrase, language, action, instead, hits: await countHits(_id) };
}

/** The words as they are compared, in a line; what stands for whatever begins so is another entry. */
function foldedPhrase(phrase: string): string {
  const words = tokensIn(phrase).map(({ word }) => word);
  return words.join(' ') + (phrase.trimEnd().endsWith('*') ? '*' : '');
}

function idOf(folded: string): string {
  return createHash('sha256').update(`word ${folded}`).digest('hex').slice(0, 16);
}

function requireStaff(context: Context): void {
  if (!isStaff(requirePerson(context).actor)) throw commonError('not-allowed');
}

/** For others there are no lists: who knows what is on them writes around it. */
function requireReader({ actor }: QueryContext): void {
  if (!isStaff(actor)) throw commonError('no-such-thing');
}
