import { saved as contract } from '@hearth/shared/saved/index';
import { feature } from '../feature.ts';
import * as lists from './lists.ts';
import { personalData } from './personal-data.ts';
import * as service from './service.ts';

export const saved = feature(contract, {
  commands: {
    ...{ 'saved.keep': service.keep, 'saved.seen': service.see, 'saved.drop': service.drop },
    ...{ 'saved.make-list': lists.make, 'saved.rename-list': lists.rename, 'saved.drop-list': lists.drop },
    ...{ 'saved.restore-list': lists.restore, 'saved.place': lists.place },
  },
  queries: { 'saved.list': service.list, 'saved.of': service.of, 'saved.lists': lists.own },
  personalData,
});
