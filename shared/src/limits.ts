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
