import { complaints as contract } from '@hearth/shared/complaints/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as service from './service.ts';

export const complaints = feature(contract, {
  commands: { 'complaint.make': service.make, 'complaint.settle': service.settle },
  queries: { 'complaint.list': service.list },
  personalData,
});
