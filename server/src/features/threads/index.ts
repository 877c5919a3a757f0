import { threads as contract } from '@hearth/shared/threads/index';
import * as answering from './answering.ts';
import { personalData } from './personal-data.ts';
import { feature, watched } from '../feature.ts';
import { postPictures } from './pictures.ts';
import { listPostsOf } from './posts-of.ts';
import * as queries from './queries.ts';
import * as removing from './removing.ts';
import * as revisions from './revisions.ts';
import * as service from './service.ts';
import { threadAudience, threads as stream } from './stream.ts';

export const threads = feature(contract, {
  commands: {
    'thread.start': service.start,
    'post.reply': service.reply,
    'post.edit': service.edit,
    'post.delete': removing.deleteOwn,
    'post.restore': removing.restoreByHand,
    'revision.hide': revisions.hide,
    'answer.accept': answering.acceptAnswer,
    'answer.take-back': answering.takeBackAnswer,
    'thread.mark-read': service.markRead,
  },
  queries: {
    'board.get': queries.getBoard,
    'thread.get': queries.getThread,
    'post.source': queries.getPostSource,
    'post.history': revisions.history,
    'post.preview': queries.previewPost,
    'post.by-person': listPostsOf,
    'thread.latest': queries.listLatest,
  },
  versions: { 'thread.get': queries.versionOfThread },
  personalData,
  fileSubjects: [postPictures],
  streams: [watched(stream, threadAudience)],
});
