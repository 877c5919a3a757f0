import { previews as contract } from '@hearth/shared/previews/index';
import { anyJob } from '../../jobs/job.ts';
import { feature } from '../feature.ts';
import { fetchCards, fetchForPosts } from './fetching.ts';
import { personalData } from './personal-data.ts';
import * as service from './service.ts';

export const previews = feature(contract, {
  commands: { 'card.remove': service.remove },
  queries: { 'card.list': service.list },
  personalData,
  reactions: [fetchForPosts],
  jobs: [anyJob(fetchCards)],
});
