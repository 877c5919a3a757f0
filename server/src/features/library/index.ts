import { library as contract } from '@hearth/shared/library/index';
import { feature, watched } from '../feature.ts';
import { libraryNews, list as listStream, listAudience } from './list.ts';
import * as exporting from './export.ts';
import { entryFiles } from './parts.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import * as versioning from './versioning.ts';
import { entries, entryAudience } from './stream.ts';
import * as taking from './taking.ts';
import { warmIndex } from './warming.ts';

export const library = feature(contract, {
  commands: {
    'library.draft': service.draft,
    'library.change': service.change,
    'library.turn': service.turn,
    'library.renew': versioning.renew,
    'library.version': versioning.turnVersion,
    'library.suggest': taking.suggest,
  },
  queries: {
    'library.list': queries.list,
    'library.related': queries.related,
    'library.entry': queries.get,
    'library.mine': queries.mine,
    'library.queue': queries.queue,
    'library.renewed': queries.renewed,
    'library.from-post': taking.get,
    'library.export': exporting.published,
    'library.export-all': exporting.all,
  },
  streams: [watched(entries, entryAudience), watched(listStream, listAudience)],
  reactions: [libraryNews],
  workers: [warmIndex],
  fileSubjects: [entryFiles],
  personalData,
});
