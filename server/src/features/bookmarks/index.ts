import { bookmarks as contract } from '@hearth/shared/bookmarks/index';
import { anyJob } from '../../jobs/job.ts';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import { mailReminder, remind } from './reminding.ts';
import * as service from './service.ts';

export const bookmarks = feature(contract, {
  commands: { 'bookmark.set': service.set, 'bookmark.remove': service.remove, 'bookmark.restore': service.restore },
  queries: { 'bookmark.list': queries.list, 'bookmark.in': queries.within, 'bookmark.get': queries.get },
  jobs: [anyJob(remind), anyJob(mailReminder)],
  personalData,
});
