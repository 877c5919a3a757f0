import { z } from 'zod';
import { deviceSession, me, newHere, profile } from '../entities/person.ts';
import { questionStatus } from '../entities/room.ts';
import { personId, questionId, roomId, threadId } from '../ids.ts';
import { limits } from '../limits.ts';
import { line } from '../words.ts';
import { query } from './define.ts';

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

export const listSessions = query('account.sessions', {
  about: 'The devices on which one is signed in, the latest first.',
  input: nothing,
  output: z.array(deviceSession),
});

const at = z.iso.datetime();

export const exportOwn = query('account.export', {
  about:
    'Everything the network holds about oneself, questions asked without a name included. For oneself only. While it is being put together the answer is `export-under-way`: ask again.',
  input: nothing,
  counts: ['reads', 'exports'],
  output: z.strictObject({
    exportedAt: at,
    profile: me,
    /** Whether a mail to the address was answered. */
    addressProven: z.boolean(),
    devices: z.array(deviceSession),
    invitations: z.array(z.strictObject({ endsAt: at, usesLeft: z.int() })),
    posts: z.array(
      z.strictObject({
        threadId,
        title: z.string(),
        no: z.int(),
        at,
        editedAt: at.nullable(),
        deletedAt: at.nullable(),
        text: z.string(),
      }),
    ),
    /** Of others, deleted by oneself. */
    deletedPosts: z.array(z.strictObject({ threadId, no: z.int() })),
    read: z.array(z.strictObject({ threadId, no: z.int() })),
    hosted: z.array(z.strictObject({ roomId, title: z.string(), startsAt: at })),
    questions: z.array(
      z.strictObject({ roomId, askedAt: at, anonymous: z.boolean(), status: questionStatus, text: z.string() }),
    ),
    votes: z.array(z.strictObject({ roomId, questionId, up: z.boolean(), at })),
  }),
});

export const getPerson = query('person.get', {
  about: 'What a member shows of themselves. For members.',
  input: z.strictObject({ personId }),
  output: profile,
});

export const findPeople = query('person.find', {
  about: 'Members whose name begins like this, at most ten. For members.',
  input: z.strictObject({ name: line(limits.name, 0) }),
  output: z.array(profile),
});

export const listApplications = query('person.waiting', {
  about: 'Moderators: who waits for approval, the longest waiting first.',
  input: nothing,
  output: z.array(profile),
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
