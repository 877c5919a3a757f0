import { drafts as contract } from '@hearth/shared/drafts/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import { draftsSent } from './sent.ts';
import * as service from './service.ts';

export const drafts = feature(contract, {
  commands: { 'draft.save': service.save, 'draft.discard': service.discard, 'draft.restore': service.restore },
  queries: { 'draft.get': queries.get, 'draft.list': queries.list },
  reactions: [draftsSent],
  personalData,
});
