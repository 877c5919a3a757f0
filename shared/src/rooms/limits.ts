/** Lengths in characters unless a unit is named. The forms show them, the schemas hold them. */
export const roomLimits = {
  title: 140,
  purpose: 600,
  question: 300,
  note: 600,
  /** Below one answer. */
  pictures: 4,
  /** A room that nobody ends is closed so many minutes after the time it was planned for. */
  graceMinutes: 120,
  /** Questions of one room, all states together: 2 MB at most as JSON, and as much again if hosts put all the pictures there that they may. */
  questions: 1_000,
  /** The last of these, which are kept for people who have asked nothing there yet. */
  questionsForFirst: 200,
  /** Questions of one person that may be open in one room at a time. */
  openQuestionsEach: 5,
  /** Of one person in one room, whatever became of them: taking back and asking again fills no room. */
  questionsEach: 30,
  /** Hosts of one room. */
  hosts: 12,
} as const;
