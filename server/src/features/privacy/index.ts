import { privacy as contract } from '@hearth/shared/privacy/index';
import { feature } from '../feature.ts';
import { eraser } from './erasing.ts';
import { exportOwn } from './export.ts';
import * as service from './service.ts';

export const privacy = feature(contract, {
  commands: {
    'account.erase': service.erase,
  },
  queries: {
    'account.export': exportOwn,
  },
  workers: [eraser],
});
