import { reactions as contract } from '@hearth/shared/reactions/index';
import { feature, watched } from '../feature.ts';
import { threadAudience } from '../threads/access.ts';
import { personalData } from './personal-data.ts';
import { said } from './said.ts';
import * as service from './service.ts';
import { reactions as stream } from './stream.ts';

export const reactions = feature(contract, {
  commands: { 'reaction.set': service.react },
  queries: { 'reaction.in': service.readIn, 'reaction.names': service.names },
  versions: { 'reaction.in': service.versionOfIn },
  personalData,
  streams: [watched(stream, threadAudience)],
  recover: said.recount,
});
