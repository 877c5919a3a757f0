import { accounts as contract } from '@hearth/shared/accounts/index';
import { anyJob } from '../../jobs/job.ts';
import { feature, watched } from '../feature.ts';
import { addUserCommands } from './admin.ts';
import { sendCode } from './codes.ts';
import * as joining from './joining.ts';
import { sendInvitation, sendWelcome, welcomeMail } from './letters.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import * as signingIn from './sign-in.ts';
import * as staff from './staff.ts';
import { people, personAudience } from './stream.ts';
import { recoverAccounts, waitingLine, welcome, welcomeAudience } from './welcome.ts';

export const accounts = feature(contract, {
  commands: {
    'account.sign-up': joining.signUp,
    'account.sign-in': signingIn.signIn,
    'account.request-code': signingIn.requestCode,
    'account.redeem-code': signingIn.redeemCode,
    'account.demo-sign-in': signingIn.demoSignIn,
    'account.sign-out': service.signOut,
    'account.sign-out-everywhere': service.signOutEverywhere,
    'account.end-session': service.endSession,
    'account.set-password': service.setPassword,
    'account.edit-profile': service.editProfile,
    'person.set-role': staff.setRole,
    'person.decide': staff.decide,
    'invitation.create': staff.invite,
  },
  queries: {
    'account.me': queries.getMe,
    'account.join-form': queries.getJoinForm,
    'account.sessions': queries.listSessions,
    'person.get': queries.getPerson,
    'person.find': queries.findPeople,
    'person.waiting': queries.listApplications,
    'account.own': queries.getOwn,
    'demo.people': queries.listDemoPeople,
    'demo.inbox': queries.readInbox,
  },
  versions: { 'account.me': queries.versionOfMe },
  standInAnswers: { 'account.me': queries.getMeAs },
  personalData,
  reactions: [waitingLine, welcomeMail],
  streams: [watched(people, personAudience), watched(welcome, welcomeAudience)],
  recover: recoverAccounts,
  jobs: [anyJob(sendCode), anyJob(sendInvitation), anyJob(sendWelcome)],
  admin: addUserCommands,
});
