import { wordListError } from '@hearth/shared/word-lists/errors';
import { wordListLimits } from '@hearth/shared/word-lists/limits';
import type { WordGuard, WordsFound } from '../../services.ts';
import { currentMatcher } from './lists.ts';
import { putHit, type WatchedWordRecord } from './store.ts';

const DAY_MS = 86_400_000;

interface Found {
  readonly entry: WatchedWordRecord;
  readonly word: string;
}

/** What the server's services have of this feature. Nothing of the text is kept. */
export const wordGuard: WordGuard = {
  async lookAt(services, commandId, texts) {
    const matcher = await currentMatcher(services);
    const found = texts.flatMap((text) =>
      matcher.find(text).map(({ entry, start, end }) => ({ entry, word: text.slice(start, end) })),
    );
    const endsAt = new Date(services.clock.now().getTime() + wordListLimits.countedDays * DAY_MS);
    for (const wordId of new Set(found.map(({ entry }) => entry._id)))
      await putHit({ _id: `${wordId}/${commandId}`, wordId, endsAt });
    const has = (action: Found['entry']['action']) => found.some(({ entry }) => entry.action === action);
    return { refusal: refusalOf(found), wish: has('hold') ? 'hold' : has('flag') ? 'flag' : null };
  },
};

function refusalOf(found: readonly Found[]): WordsFound['refusal'] {
  // Where there are several, whoever writes is told of what cannot be said at all first.
  const first =
    found.find(({ entry }) => entry.action === 'block') ?? found.find(({ entry }) => entry.action === 'instead');
  if (!first) return null;
  const { entry, word } = first;
  if (entry.action === 'block') return wordListError('words-blocked', { params: { word } });
  return wordListError('words-instead', { params: { word, instead: entry.instead ?? '' } });
}
