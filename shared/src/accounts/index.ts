import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { accountError } from './errors.ts';
import { personStream, welcomeStream } from './events.ts';
import { exported } from './exported.ts';
import * as queries from './queries.ts';

export const accounts = contract({
  commands: [
    commands.signUp,
    commands.signIn,
    commands.requestCode,
    commands.redeemCode,
    commands.demoSignIn,
    commands.signOut,
    commands.signOutEverywhere,
    commands.endSession,
    commands.setPassword,
    commands.editProfile,
    commands.setRole,
    commands.decideApplication,
    commands.invite,
  ],
  queries: [
    queries.getMe,
    queries.getJoinForm,
    queries.listSessions,
    queries.getPerson,
    queries.findPeople,
    queries.listApplications,
    queries.getOwn,
    queries.listDemoPeople,
    queries.readInbox,
  ],
  streams: [personStream, welcomeStream],
  reasons: accountError.reasons,
  exported,
});
