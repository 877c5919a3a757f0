import { library as contract } from '@hearth/shared/library/index';
import { anyJob } from '../../jobs/job.ts';
import { feature, watched } from '../feature.ts';
import { libraryNews, list as listStream, listAudience } from './list.ts';
import * as cards from './cards.ts';
import * as exporting from './export.ts';
import { forgetWithNote } from './forgetting.ts';
import { entryFiles } from './parts.ts';
import * as noting from './noting.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import { replacingOver, turnOver, usesOver, type AllUses } from './archiving.ts';
import * as service from './service.ts';
import * as versioning from './versioning.ts';
import { entries, entryAudience } from './stream.ts';
import { askWhetherTrue, reviewDates } from './reviewing.ts';
import { successorUses } from './succeeding.ts';
import * as taking from './taking.ts';
import { warmIndex } from './warming.ts';

/** `uses`: where entries are used, in whichever feature. */
export function libraryOver(uses: AllUses) {
  return feature(contract, {
    commands: {
      'library.draft': service.draft,
      'library.change': service.change,
      'library.turn': turnOver(uses),
      'library.renew': versioning.renew,
      'library.version': versioning.turnVersion,
      'library.suggest': taking.suggest,
      'library.give-note': noting.give,
      'library.name-me': noting.nameMe,
    },
    queries: {
      'library.list': queries.list,
      'library.related': queries.related,
      'library.cards': cards.get,
      'library.entry': queries.get,
      'library.uses': usesOver(uses),
      'library.naming': noting.getNaming,
      'library.mine': queries.mine,
      'library.queue': queries.queue,
      'library.renewed': queries.renewed,
      'library.due': queries.due,
      'library.from-post': taking.get,
      'library.export': exporting.published,
      'library.export-all': exporting.all,
    },
    versions: { 'library.cards': cards.versionOf },
    streams: [watched(entries, entryAudience), watched(listStream, listAudience)],
    reactions: [libraryNews, replacingOver(uses), reviewDates, forgetWithNote],
    jobs: [anyJob(askWhetherTrue)],
    workers: [warmIndex],
    entryUses: [successorUses],
    fileSubjects: [entryFiles],
    personalData,
  });
}
