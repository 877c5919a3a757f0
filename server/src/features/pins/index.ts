import { pins as contract } from '@hearth/shared/pins/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import { fold } from './service.ts';

export const pins = feature(contract, {
  commands: { 'pin.fold': fold },
  queries: { 'pin.folded': queries.folded },
  personalData,
});
