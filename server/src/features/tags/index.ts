import { tags as contract } from '@hearth/shared/tags/index';
import { feature, watched } from '../feature.ts';
import { followMerges } from './following.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import { tags as stream } from './stream.ts';
import { tagOne } from './tagging.ts';

export const tags = feature(contract, {
  commands: {
    'tag.create': service.create,
    'tag.edit': service.edit,
    'tag.merge': service.merge,
    'thread.tag': tagOne,
  },
  queries: { 'tag.list': queries.list, 'tag.get': queries.get, 'tag.asked': queries.asked },
  versions: { 'tag.list': queries.versionOfList },
  personalData,
  streams: [watched(stream, async () => 'public')],
  reactions: [followMerges],
});
