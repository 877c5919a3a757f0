import { review as contract } from '@hearth/shared/review/index';
import { anyJob } from '../../jobs/job.ts';
import { feature, watched } from '../feature.ts';
import { actOnDecisions } from './acting.ts';
import { appeal, recoverAppeals } from './appealing.ts';
import { followAppeals, mailDecider } from './appeals-decided.ts';
import { followPosts } from './following.ts';
import { numbers } from './numbers.ts';
import { forgetLater, forgetNotes } from './forgetting.ts';
import { hideReported } from './hiding.ts';
import { open } from './opening.ts';
import * as own from './own.ts';
import { pauseReported } from './pausing.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import { removals } from './removals.ts';
import { report } from './reporting.ts';
import * as service from './service.ts';
import { undo } from './undoing.ts';
import { callForHelp, mailOnCall } from './on-call.ts';
import { reviewAudience, reviews } from './stream.ts';
import { tellModerators } from './telling.ts';

export const review = feature(contract, {
  commands: {
    'report.make': report,
    'removal.appeal': appeal,
    'review.open': open,
    'review.claim': service.claim,
    'review.release': service.release,
    'review.note': service.note,
    'review.assign': service.assign,
    'review.hand-over': service.handOver,
    'review.due': service.setDue,
    'review.resolve': service.resolve,
    'review.reject': service.reject,
    'review.undo': undo,
  },
  queries: {
    'report.about': own.about,
    'report.own': own.own,
    'removal.own': removals,
    'review.list': queries.list,
    'review.count': queries.count,
    'review.get': queries.get,
    'review.numbers': numbers,
  },
  streams: [watched(reviews, reviewAudience)],
  reactions: [
    hideReported,
    pauseReported,
    actOnDecisions,
    tellModerators,
    followPosts,
    callForHelp,
    forgetLater,
    followAppeals,
  ],
  jobs: [anyJob(mailOnCall), anyJob(forgetNotes), anyJob(mailDecider)],
  recover: recoverAppeals,
  personalData,
});
