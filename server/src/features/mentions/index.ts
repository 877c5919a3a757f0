import { mentions as contract } from '@hearth/shared/mentions/index';
import { feature } from '../feature.ts';
import { noteMentions } from './noting.ts';
import { personalData } from './personal-data.ts';
import { check } from './queries.ts';

export const mentions = feature(contract, {
  commands: {},
  queries: { 'mention.check': check },
  reactions: [noteMentions],
  personalData,
});
