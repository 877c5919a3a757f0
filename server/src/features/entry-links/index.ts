import { entryLinks as contract } from '@hearth/shared/entry-links/index';
import { feature } from '../feature.ts';
import { noteLinks } from './noting.ts';
import { personalData } from './personal-data.ts';
import { boardsFor, threadsWith } from './queries.ts';
import { usesInThreads } from './uses.ts';

export const entryLinks = feature(contract, {
  commands: {},
  queries: { 'entry.threads': threadsWith, 'entry.boards': boardsFor },
  reactions: [noteLinks],
  entryUses: [usesInThreads],
  personalData,
});
