import { saved as contract } from '@hearth/shared/saved/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as service from './service.ts';

export const saved = feature(contract, {
  commands: { 'saved.keep': service.keep, 'saved.seen': service.see, 'saved.drop': service.drop },
  queries: { 'saved.list': service.list, 'saved.of': service.of },
  personalData,
});
