import { houseRules as contract } from '@hearth/shared/house-rules/index';
import { feature } from '../feature.ts';
import { consentOfJoining } from './consent.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as reasons from './reasons.ts';
import * as service from './service.ts';

export const houseRules = feature(contract, {
  commands: {
    'house-rules.publish': service.publish,
    'house-rules.agree': service.agree,
    'reason.create': reasons.create,
    'reason.edit': reasons.edit,
    'reason.remove': reasons.remove,
  },
  queries: {
    'house-rules.get': queries.get,
    'house-rules.news': queries.news,
    'house-rules.preview': queries.preview,
    'reason.list': reasons.list,
  },
  versions: { 'house-rules.news': queries.versionOfNews },
  reactions: [consentOfJoining],
  personalData,
});
