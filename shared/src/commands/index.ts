import * as accounts from './accounts.ts';
import * as rooms from './rooms.ts';
import * as threads from './threads.ts';

/** Every command there is. One without an answer on the server does not compile. */
export const commands = [
  accounts.signUp,
  accounts.signIn,
  accounts.requestCode,
  accounts.redeemCode,
  accounts.demoSignIn,
  accounts.signOut,
  accounts.signOutEverywhere,
  accounts.endSession,
  accounts.setPassword,
  accounts.editProfile,
  accounts.erase,
  accounts.setRole,
  accounts.decideApplication,
  accounts.invite,
  threads.startThread,
  threads.reply,
  threads.editPost,
  threads.deletePost,
  threads.restorePost,
  threads.markRead,
  rooms.scheduleRoom,
  rooms.openRoom,
  rooms.endRoom,
  rooms.addHost,
  rooms.removeHost,
  rooms.askQuestion,
  rooms.withdrawQuestion,
  rooms.voteOnQuestion,
  rooms.answerNow,
  rooms.answered,
  rooms.dismissQuestion,
  rooms.reopenQuestion,
] as const;

export type AnyCommand = (typeof commands)[number];
export type CommandName = AnyCommand['name'];
export type CommandNamed<Name extends CommandName> = Extract<AnyCommand, { name: Name }>;
