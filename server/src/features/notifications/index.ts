import { notifications as contract } from '@hearth/shared/notifications/index';
import { anyJob } from '../../jobs/job.ts';
import { feature } from '../feature.ts';
import { mailBell } from './mailing.ts';
import { bellOfThanks, bellOfThreads } from './notify.ts';
import { bellOfEntries } from './notify-entries.ts';
import { newsOfCollections, newsOfEntries, tellFollowers } from './notify-followers.ts';
import { bellOfReview } from './notify-reported.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import * as settings from './settings.ts';

export const notifications = feature(contract, {
  commands: {
    'bell.read': service.read,
    'bell.read-all': service.readAll,
    'bell.undo': service.undo,
    'bell.choose': settings.choose,
    'bell.stop-mails': settings.stopMails,
  },
  queries: {
    'bell.list': queries.list,
    'bell.count': queries.count,
    'bell.followed': queries.followed,
    'bell.settings': settings.get,
  },
  versions: { 'bell.count': queries.versionOfCount },
  reactions: [bellOfThreads, bellOfThanks, bellOfReview, bellOfEntries, newsOfEntries, newsOfCollections],
  jobs: [anyJob(mailBell), anyJob(tellFollowers)],
  personalData,
});
