import { groups as contract } from '@hearth/shared/groups/index';
import { feature, watched } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import { groupAudience, groups as stream } from './stream.ts';
import { memberships } from './told.ts';

export const groups = feature(contract, {
  commands: {
    'group.create': service.create,
    'group.edit': service.edit,
    'group.join': service.join,
    'group.leave': service.leave,
    'group.invite': service.invite,
    'group.decide': service.decide,
    'group.remove': service.remove,
    'group.set-owner': service.setOwner,
  },
  queries: { 'group.list': queries.list, 'group.get': queries.get },
  personalData,
  streams: [watched(stream, groupAudience)],
  reactions: [memberships],
});
