import { z } from 'zod';
import { deviceSession, me, newHere, profile } from './entity.ts';
import { personId } from '../kernel/ids.ts';
import { accountLimits } from './limits.ts';
import { position } from '../kernel/protocol.ts';
import { line } from '../kernel/words.ts';
import { query } from '../kernel/query.ts';

const nothing = z.strictObject({});

export const getMe = query('account.me', {
  about: 'Oneself, or null for a stranger, and how this network lets people in.',
  input: nothing,
  output: z.strictObject({
    me: me.nullable(),
    /** Null for everybody whose account is older than a day, and for staff. */
    newHere: newHere.nullable(),
    joining: z.enum(['open', 'invitation', 'approval']),
    demo: z.boolean(),
    /** Mail goes to the development inbox page instead of out into the world. */
    inbox: z.boolean(),
  }),
});

export const getJoinForm = query('account.join-form', {
  about: 'What a form for joining brings back with it, so that it is known when it was given out.',
  input: nothing,
  output: z.strictObject({ stamp: z.string() }),
});

export const listSessions = query('account.sessions', {
  about: 'The devices on which one is signed in, the latest first.',
  input: nothing,
  output: z.array(deviceSession),
});

export const getPerson = query('person.get', {
  about: 'What a member shows of themselves. For members.',
  input: z.strictObject({ personId }),
  output: profile,
});

export const findPeople = query('person.find', {
  about: 'Members whose name, or a later word of it, begins like this, at most ten. For members.',
  input: z.strictObject({ name: line(accountLimits.name, 0) }),
  output: z.array(profile),
});

export const listApplications = query('person.waiting', {
  about: 'Moderators: who waits for approval, the longest waiting first.',
  input: nothing,
  output: z.strictObject({ people: z.array(profile), position }),
});

export const getOwn = query('account.own', {
  about: 'Where one’s own stream stands, to be told from there on what changes of one’s own.',
  input: nothing,
  output: z.strictObject({ position }),
});

export const listDemoPeople = query('demo.people', {
  about: 'Whom one can sign in as while the demo network is shown; empty otherwise.',
  input: nothing,
  output: z.array(profile),
});

export const readInbox = query('demo.inbox', {
  about: 'The mails that would have been sent, newest first. Only without SMTP settings; not-found otherwise.',
  input: nothing,
  output: z.array(z.strictObject({ to: z.string(), subject: z.string(), text: z.string(), at: z.iso.datetime() })),
});
