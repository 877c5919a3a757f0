/** Lengths in characters unless a unit is named. The forms show them, the schemas hold them. */
export const limits = {
  name: 80,
  school: 120,
  bio: 600,
  email: 254,
  password: 256,
  passwordLeast: 10,
  threadTitle: 140,
  post: 20_000,
  roomTitle: 140,
  roomPurpose: 600,
  question: 300,
  note: 600,
  /** Posts of a thread that are loaded at once. */
  threadPage: 50,
  /** Rows of a board that are loaded at once. */
  boardPage: 30,
  /** A room that nobody ends is closed so many minutes after the time it was planned for. */
  roomGraceMinutes: 120,
  /** Questions of one room, all states together. */
  questionsPerRoom: 1_000,
  /** The last of these, which are kept for people who have asked nothing there yet. */
  questionsForFirst: 200,
  /** Questions of one person that may be open in one room at a time. */
  openQuestionsEach: 5,
  /** Of one person in one room, whatever became of them: taking back and asking again fills no room. */
  questionsEach: 30,
  /** Hosts of one room. */
  hosts: 12,
  /** A watcher that missed more events than this takes the whole state. */
  catchUp: 300,
  /** The same for bytes, as JSON: events whose words are long are fewer. */
  catchUpBytes: 512 * 1024,
  /** Live connections of one person in one process: tabs and devices. */
  connectionsEach: 40,
  /** Live connections of strangers of one address in one process. */
  connectionsOfAddress: 300,
  /** The same for all addresses of one network range. */
  connectionsOfRange: 1_200,
  /** Hours for which an account counts as new. */
  newHours: 24,
  /** Bytes of one message on the socket, and of one JSON request. */
  message: 64 * 1024,
} as const;

/**
 * What one of each may cost, whatever is in it and whatever is stored. Bytes leave the server as JSON or HTML; the event
 * loop's time is what nobody else is answered for.
 *
 * | | bytes in | bytes out | event loop | memory | held by |
 * | --- | --- | --- | --- | --- | --- |
 * | request, message | `limits.message` | what it asks for, see below | 50 ms | what it brings and gets | both transports |
 * | post | `limits.post` characters | 8 × what came in, 128 kB at most | 50 ms | 64 MB, in a thread of its own | `server/src/features/threads/markdown` |
 * | page of a thread | | 256 kB of posts, or one post | 50 ms | `limits.threadPage` posts | `server/src/features/threads/page.ts` |
 * | page of a board | | `limits.boardPage` titles and excerpts | 50 ms | the same | `server/src/features/threads/reads.ts` |
 * | room | | `limits.questionsPerRoom` questions, 2 MB | 50 ms | the same | `server/src/features/rooms/asking.ts` |
 * | delivery | | one post, fifty rows, or what one command changed in a room | 50 ms | once for all who watch | `server/src/streams/commit.ts` |
 * | connection | `limits.message` each, 150 in ten seconds | 2 MB waiting | | the same | `server/src/live/slow.ts` |
 * | catch-up | | `limits.catchUp` events and `limits.catchUpBytes` | 50 ms | the same | `server/src/live/watching.ts` |
 */
export const costs = {
  post: {
    /** How many times longer than its words a post's HTML may be, in bytes … */
    growth: 8,
    /** … but a few words may always have so much. */
    least: 512,
    bytes: 128 * 1024,
    /** Rendering takes no more of the event loop … */
    loopMs: 50,
    /** … and beside it so long, and so many bytes, at most. */
    renderMs: 2_000,
    memory: 64 * 1024 * 1024,
  },
  page: { bytes: 256 * 1024 },
  /** Bytes that may wait for a connection that takes them slowly: more than any one answer. */
  connection: { waiting: 2 * 1024 * 1024 },
} as const;
