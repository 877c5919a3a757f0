import { follows as contract } from '@hearth/shared/follows/index';
import { feature } from '../feature.ts';
import { followOwnThreads } from './automatic.ts';
import { personalData } from './personal-data.ts';
import * as ofLibrary from './of-library.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';

export const follows = feature(contract, {
  commands: { 'follow.set': service.setLevel, 'person.mute': service.mutePerson },
  queries: {
    'follow.thread': queries.standingIn,
    'follow.boards': queries.levelsOfBoards,
    'follow.tags': queries.levelsOfTags,
    'follow.person': queries.isMuted,
    'follow.library': ofLibrary.standingOf,
    'follow.library-list': ofLibrary.list,
    'follow.list': queries.list,
  },
  versions: { 'follow.thread': queries.versionOfStanding },
  personalData,
  reactions: [followOwnThreads],
});
