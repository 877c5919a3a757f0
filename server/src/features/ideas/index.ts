import { ideas as contract } from '@hearth/shared/ideas/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as service from './service.ts';
import { votes } from './votes.ts';

export const ideas = feature(contract, {
  commands: { 'idea.vote': service.vote, 'idea.set-state': service.setState },
  queries: { 'idea.voted': service.voted },
  personalData,
  recover: votes.recount,
});
