import { wordLists as contract } from '@hearth/shared/word-lists/index';
import { nothingPersonal } from '../../personal-data/declaration.ts';
import { feature } from '../feature.ts';
import * as service from './service.ts';

export const wordLists = feature(contract, {
  commands: { 'word.watch': service.watch, 'word.unwatch': service.unwatch },
  queries: { 'word.list': service.list, 'word.test': service.test },
  personalData: { ...nothingPersonal, collections: ['WatchedWord', 'WordHit', 'WordListVersion'] },
});
