/** What other features may use of this one. */
export { excerptOf } from './markdown/excerpt.ts';
export { presentPost, presentThread } from './present.ts';
export { markAllReadTo, markReadBack, readNosOf } from './read-marks.ts';
export {
  findPost,
  findThread,
  readActive,
  readFirstPosts,
  readLastPosts,
  readRows,
  readThreadPart,
  readThreads,
  type PostRecord,
  type ThreadRecord,
} from './store.ts';
export { threadAudience } from './stream.ts';
