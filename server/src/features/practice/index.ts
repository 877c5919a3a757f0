import { practice as contract } from '@hearth/shared/practice/index';
import { feature, watched } from '../feature.ts';
import { linkOfThread } from './linking.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import { practice as stream, practiceAudience } from './stream.ts';

export const practice = feature(contract, {
  commands: {
    'practice.start': service.start,
    'practice.edit': service.edit,
    'practice.publish': service.publish,
    'practice.withdraw': service.withdraw,
    'practice.discard': service.discard,
  },
  queries: { 'practice.get': queries.get },
  streams: [watched(stream, practiceAudience)],
  reactions: [linkOfThread],
  personalData,
});
