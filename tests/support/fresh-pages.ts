import type { AccountChange, WaitingChange } from '@hearth/shared/accounts/events';
import { applyAccountChange, type AccountState } from '@hearth/shared/accounts/state';
import type { GroupChange } from '@hearth/shared/groups/events';
import { applyGroupChange, type GroupState } from '@hearth/shared/groups/state';
import type { CollectionChange } from '@hearth/shared/collections/events';
import { applyCollectionChange, type ShownCollection } from '@hearth/shared/collections/state';
import type { DeskChange } from '@hearth/shared/desk/events';
import { ALL } from '@hearth/shared/desk/kinds';
import { deskLimits } from '@hearth/shared/desk/limits';
import { applyDeskChange, byNewest, type DeskState } from '@hearth/shared/desk/state';
import type { QueryName } from '@hearth/shared/contract';
import type { Position } from '@hearth/shared/kernel/protocol';
import { applyBoardChange, type BoardState } from '@hearth/shared/boards/state';
import type { BoardChange } from '@hearth/shared/boards/events';
import type { PhotoChange } from '@hearth/shared/photos/events';
import { applyPhotoChange, type PhotoState } from '@hearth/shared/photos/state';
import { boardLimits } from '@hearth/shared/boards/limits';
import type { Poll } from '@hearth/shared/polls/entity';
import type { PollChange } from '@hearth/shared/polls/events';
import { applyPollChange } from '@hearth/shared/polls/state';
import type { CountsChange } from '@hearth/shared/entry-counts/events';
import type { EntryChange, LibraryChange } from '@hearth/shared/library/events';
import { applyLibraryChange, type ShownRev } from '@hearth/shared/library/state';
import type { PracticeChange } from '@hearth/shared/practice/events';
import { applyPracticeChange, type PracticeState } from '@hearth/shared/practice/state';
import type { ReactionsChange } from '@hearth/shared/reactions/events';
import { reactionLimits } from '@hearth/shared/reactions/limits';
import { applyReactionsChange, type ReactionState } from '@hearth/shared/reactions/state';
import type { ReviewChange } from '@hearth/shared/review/events';
import { applyReviewChange, type ReviewPageState } from '@hearth/shared/review/state';
import { applyRoomChange, type RoomState } from '@hearth/shared/rooms/state';
import type { RoomChange } from '@hearth/shared/rooms/events';
import { applyThreadChange, joinPosts, type ThreadState } from '@hearth/shared/threads/state';
import type { ThreadChange } from '@hearth/shared/threads/events';
import { boardStart } from '@hearth/web/lib/boards/board-view';
import type { View } from '@hearth/web/lib/live/follower';
import type { Loaded } from '@hearth/web/lib/live/views';
import type { TagsChange } from '@hearth/shared/tags/events';
import { applyTagsChange, tagsById, type TagState } from '@hearth/shared/tags/state';
import { roomStart } from '@hearth/web/lib/rooms/room-view';
import { threadStart } from '@hearth/web/lib/threads/thread-view';

export type Load = <N extends QueryName>(name: N, input: unknown) => Promise<Loaded<N>>;

/** What is loaded, and at which number; null where no page tells. */
export interface Fresh<State> {
  readonly state: State;
  readonly position: Position | null;
}

/**
 * What there is to see of a stream: the state its first event makes (null where that shows too little), and all of it at
 * once. Of one's own nothing is a page; it is looked up for what is `live`.
 */
interface Page<State, Change> {
  first(change: Change): State | null;
  apply(state: State, change: Change): State;
  fresh(load: Load, id: string, live: State | null): Promise<Fresh<State>>;
}

const thread: Page<ThreadState, ThreadChange> = {
  first: ({ rev, thread: begun, post }) => (rev === 1 && begun && post ? { thread: begun, posts: [post] } : null),
  apply: applyThreadChange,
  async fresh(load, threadId) {
    const { state: begin, position } = threadStart(await load('thread.get', { threadId, from: 1 }));
    let state = begin;
    const last = () => state.posts.at(-1)?.no ?? Infinity;
    while (last() < begin.thread.lastNo)
      state = joinPosts(state, (await load('thread.get', { threadId, from: last() + 1 })).posts);
    return { state, position };
  },
};

const room: Page<RoomState, RoomChange> = {
  first: ({ rev, room: begun }) => (rev === 1 && begun ? { room: begun, questions: {} } : null),
  apply: applyRoomChange,
  fresh: async (load, roomId) => roomStart(await load('room.get', { roomId })),
};

const board: Page<BoardState, BoardChange> = {
  first: (change) =>
    applyBoardChange(
      { head: null, openings: { list: [], rev: 0 }, threads: 0, rows: [], size: boardLimits.page },
      change,
    ),
  apply: applyBoardChange,
  async fresh(load, boardId, live) {
    const { state, position } = boardStart(await load('board.get', { boardId }), boardLimits.page);
    // Of boards that were never changed no event tells what they are called.
    return { state: live?.head === null ? { ...state, head: null } : state, position };
  },
};

const tags: Page<TagState, TagsChange> = {
  first: (change) => applyTagsChange({}, change),
  apply: applyTagsChange,
  async fresh(load) {
    const { tags: all, position } = await load('tag.list', {});
    return { state: tagsById(all), position };
  },
};

const welcome: Page<{ readonly waiting: number }, WaitingChange> = {
  first: ({ waiting }) => ({ waiting }),
  apply: (_state, { waiting }) => ({ waiting }),
  async fresh(load) {
    const { people, position } = await load('person.waiting', {});
    return { state: { waiting: people.length }, position };
  },
};

const person: Page<AccountState, AccountChange> = {
  first: ({ rev }) => ({ rev }),
  apply: applyAccountChange,
  // Who one is now is asked for: the stream tells that it has changed.
  fresh: async (load) => {
    const { position } = await load('account.own', {});
    return { state: { rev: position.seq }, position };
  },
};

const photos: Page<PhotoState, PhotoChange> = {
  first: (change) => applyPhotoChange({}, change),
  apply: applyPhotoChange,
  async fresh(load, _id, live) {
    const people = Object.keys(live ?? {});
    const { photos: found, position } = await load('photo.of', { people });
    const none = Object.fromEntries(people.map((id) => [id, null]));
    return { state: { ...none, ...found }, position };
  },
};

/** Who is in it is asked for: the stream tells that it has changed. */
const group: Page<GroupState, GroupChange> = {
  first: ({ group: its, waiting }) => ({ group: its, waiting }),
  apply: applyGroupChange,
  fresh: async (load, groupId) => {
    const { group: its, waiting, position } = await load('group.get', { groupId });
    return { state: { group: its, waiting }, position };
  },
};

const reactions: Page<ReactionState, ReactionsChange> = {
  first: (change) => applyReactionsChange({ counts: {}, tried: {} }, change),
  apply: applyReactionsChange,
  async fresh(load, threadId) {
    const { counts, tried, position } = await load('reaction.in', { threadId, from: 1, to: reactionLimits.posts });
    return { state: { counts, tried }, position };
  },
};

/** What it says is asked for: the stream tells that it has changed. */
const practice: Page<PracticeState, PracticeChange> = {
  first: ({ rev }) => ({ rev }),
  apply: applyPracticeChange,
  async fresh(load, threadId) {
    const { position } = await load('practice.get', { threadId });
    return { state: { rev: position.seq }, position };
  },
};

/** The same of an entry of the library, and of its list. */
const entry: Page<ShownRev, EntryChange> = {
  first: ({ rev }) => ({ rev }),
  apply: applyLibraryChange,
  async fresh(load, entryId) {
    const { position } = await load('library.entry', { entryId });
    return { state: { rev: position.seq }, position };
  },
};

const library: Page<ShownRev, LibraryChange> = {
  first: ({ rev }) => ({ rev }),
  apply: applyLibraryChange,
  async fresh(load) {
    const { rev, position } = await load('library.list', {});
    return { state: { rev }, position };
  },
};

const collection: Page<ShownCollection, CollectionChange> = {
  first: ({ rev }) => ({ rev }),
  apply: applyCollectionChange,
  async fresh(load, collectionId) {
    const { position } = await load('collection.get', { collectionId });
    return { state: { rev: position.seq }, position };
  },
};

/** And of what is counted of it. */
const entryCounts: Page<ShownRev, CountsChange> = {
  first: ({ rev }) => ({ rev }),
  apply: applyLibraryChange,
  async fresh(load, entryId) {
    const { position } = await load('entry.counts', { entryId });
    return { state: { rev: position.seq }, position };
  },
};

const NO_WORDS: Pick<Poll, 'question' | 'options'> = { question: '', options: [] };

const poll: Page<Poll, PollChange> = {
  // What it says stands in its post, until it is changed.
  first: (change) => change.state && { ...NO_WORDS, ...change.state, ...change.words },
  apply: applyPollChange,
  async fresh(load, pollId, live) {
    const { poll: state, position } = await load('poll.get', { pollId });
    return { state: live?.question === '' ? { ...state, ...NO_WORDS } : state, position };
  },
};

const desk: Page<DeskState, DeskChange> = {
  first: (change) => applyDeskChange({ refs: [], size: deskLimits.page }, change),
  apply: applyDeskChange,
  async fresh(load, id, live) {
    const { rows, position } = await load('desk.list', { filter: id === ALL ? {} : { boardId: id } });
    const oldest = live?.refs.at(-1);
    // A page that has lost rows is not filled up with older ones: these are a button away.
    const isThere = (ref: DeskState['refs'][number]) => !live || (oldest !== undefined && byNewest(ref, oldest) <= 0);
    return { state: { refs: rows.map(({ ref }) => ref).filter(isThere), size: deskLimits.page }, position };
  },
};

/** Who reported it, and what it is about, is asked for. */
const review: Page<ReviewPageState, ReviewChange> = {
  first: ({ item }) => ({ item }),
  apply: applyReviewChange,
  async fresh(load, itemId) {
    const { item, position } = await load('review.get', { itemId });
    return { state: { item }, position };
  },
};

/** A stream's prefix guarantees what its state and changes are. */
const pages: Readonly<Record<string, Page<unknown, unknown>>> = {
  thread,
  room,
  board,
  person,
  welcome,
  tags,
  photos,
  group,
  reactions,
  poll,
  practice,
  entry,
  library,
  collection,
  'entry-counts': entryCounts,
  desk,
  review,
};

/** The whole of a stream, page after page. */
export function freshPage(stream: string, load: Load, live: unknown): Promise<Fresh<unknown>> {
  return pageOf(stream).fresh(load, stream.slice(stream.indexOf(':') + 1), live);
}

/** How a page goes on from event to event; from null, before the first. */
export function withFirst(stream: string): Pick<View<unknown, unknown>, 'stream' | 'apply'> {
  const { first, apply } = pageOf(stream);
  return { stream, apply: (state, change) => (state === null ? first(change) : apply(state, change)) };
}

function pageOf(stream: string): Page<unknown, unknown> {
  const page = pages[stream.slice(0, stream.indexOf(':'))];
  if (!page) throw new Error(`tests/support/fresh-pages.ts has to learn what a newcomer to ${stream} sees`);
  return page;
}
