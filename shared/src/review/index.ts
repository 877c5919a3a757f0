import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { reviewError } from './errors.ts';
import { reviewStream } from './events.ts';
import { exported } from './exported.ts';
import { reviewNumbers } from './numbers.ts';
import * as queries from './queries.ts';

/** What members report, and what moderators decide about it. */
export const review = contract({
  commands: [
    commands.makeReport,
    commands.appealRemoval,
    commands.openReview,
    commands.claimReview,
    commands.releaseReview,
    commands.noteReview,
    commands.assignReview,
    commands.handOverReview,
    commands.setReviewDue,
    commands.resolveReview,
    commands.rejectReview,
    commands.undoReview,
  ],
  queries: [
    queries.aboutSubject,
    queries.ownReports,
    queries.ownRemovals,
    queries.listReview,
    queries.countReview,
    queries.getReview,
    reviewNumbers,
  ],
  streams: [reviewStream],
  reasons: reviewError.reasons,
  exported,
});
