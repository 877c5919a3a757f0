import { moderating as contract } from '@hearth/shared/moderating/index';
import { anyJob } from '../../jobs/job.ts';
import { nothingPersonal } from '../../personal-data/declaration.ts';
import { feature } from '../feature.ts';
import { carryPosts } from './carrying.ts';
import * as featuring from './featuring.ts';
import { lock, unlock } from './locking.ts';
import { merge } from './merging.ts';
import { move } from './moving.ts';
import { endPin, pin } from './pinning.ts';
import { finishPurge, purge } from './purging.ts';
import { get, getRemoved } from './queries.ts';
import { slow } from './slowing.ts';
import { split } from './splitting.ts';
import { whereabouts } from './whereabouts.ts';

/** What moderators do to threads. It stands in the threads, and nothing is kept beside them. */
export const moderating = feature(contract, {
  commands: {
    'thread.lock': lock,
    'thread.unlock': unlock,
    'thread.slow': slow,
    'thread.move': move,
    'thread.pin': pin,
    'thread.feature': featuring.feature,
    'thread.merge': merge,
    'thread.split': split,
    'post.purge': purge,
  },
  queries: {
    'thread.moderation': get,
    'post.removed': getRemoved,
    'thread.featured': featuring.list,
    'thread.whereabouts': whereabouts,
  },
  personalData: nothingPersonal,
  reactions: [carryPosts],
  jobs: [anyJob(endPin), anyJob(finishPurge)],
});
