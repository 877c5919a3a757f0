import { saved as contract } from '@hearth/shared/saved/index';
import { feature } from '../feature.ts';
import * as lists from './lists.ts';
import { personalData } from './personal-data.ts';
import * as reports from './reports.ts';
import * as service from './service.ts';
import * as sharing from './sharing.ts';

export const saved = feature(contract, {
  commands: {
    ...{ 'saved.keep': service.keep, 'saved.seen': service.see, 'saved.drop': service.drop },
    ...{ 'saved.make-list': lists.make, 'saved.rename-list': lists.rename, 'saved.drop-list': lists.drop },
    ...{ 'saved.restore-list': lists.restore, 'saved.place': lists.place },
    ...{ 'saved.share': sharing.share, 'saved.unshare': sharing.unshare },
    ...{ 'saved.report': reports.report, 'saved.settle': reports.settle },
  },
  queries: {
    ...{ 'saved.list': service.list, 'saved.of': service.of, 'saved.lists': lists.own },
    ...{ 'saved.shared': sharing.read, 'saved.for-groups': sharing.forGroups, 'saved.reported': reports.reported },
  },
  personalData,
});
