/** What other features may use of this one. */
export { readActiveThreads } from './active-store.ts';
export { auditedPost } from './audited.ts';
export { isAuthorOf, isDeletedByAuthor, isHidden, mayBringBack, signedIn } from './authorship.ts';
export { cardsHtml } from './cards-html.ts';
export { changeCards, dropCards } from './cards.ts';
export { excerptOf } from './markdown/excerpt.ts';
export { renderWords } from './markdown/render-words.ts';
export { takeUnnamed } from './leaving-posts.ts';
export { carryBelongings, carryReads } from './carried.ts';
export { findLastPostNo } from './carry-store.ts';
export {
  actOnThread,
  changeThread,
  fieldsOf,
  noteOf,
  requireHere,
  requireOpen,
  requireOpenFor,
  requireThread,
  withNote,
} from './deciding.ts';
export { readFeatured } from './featured-store.ts';
export { hidePost } from './hiding.ts';
export { linksAlone } from './links.ts';
export { readPinned } from './pinned-store.ts';
export { presentNamed, presentPost, presentThread, shownCards } from './present.ts';
export { purgePost } from './purging.ts';
export { filesOf, subjectOfPost } from './pictures.ts';
export { countRevisions, forgetRevisions } from './revision-store.ts';
export { readPostsAt, readHeadsAt, type PostHead } from './posts-at-store.ts';
export { markAllReadTo, markReadBack, readNosOf } from './read-marks.ts';
export { remove as removePost, restore as restorePost } from './removing.ts';
export { changePost, reply as replyTo, start as startThread } from './service.ts';
export { boardFor, stoodOn } from './standing.ts';
export { withStanding } from './with-standing.ts';
export {
  findPost,
  findThread,
  readFirstPosts,
  readLastPosts,
  readPosts,
  readRows,
  readThreadPart,
  readThreads,
  readTitles,
  readUnnamedPosts,
  type CardRecord,
  type GoingRecord,
  type PostRecord,
  type ThreadRecord,
  type WentRecord,
} from './store.ts';
export { rewriteWords } from './rewriting.ts';
export { threadAudience } from './stream.ts';
export { aboutVideo, videoAt } from './videos.ts';
export { readIdsTagged, readTagged } from './tagged-store.ts';
export { findPostOfPoll } from './poll-store.ts';
export { blankPoll } from './stream.ts';
export { findPlacesOf, findWherever } from './wherever.ts';
export { bringBackThread, withholdThread } from './withholding.ts';
export { countWritten, hasWritten, hasWrittenBefore, readMoved } from './written-store.ts';
