import { unread as contract } from '@hearth/shared/unread/index';
import { feature } from '../feature.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';

export const unread = feature(contract, {
  commands: {
    'unread.mark-all': service.markAllRead,
    'unread.undo': service.undoMarkAll,
    'unread.from': service.markUnread,
    'unread.keep': service.stayAsItIs,
  },
  queries: { 'unread.list': queries.list, 'unread.count': queries.count },
  personalData,
});
