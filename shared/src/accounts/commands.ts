import { z } from 'zod';
import {
  digits,
  digitsOfRange,
  entries,
  linksInstead,
  mails,
  passwords,
  passwordsOfRange,
  signUps,
  unanswered,
} from './budgets.ts';
import { rarely, writes } from '../kernel/budgets.ts';
import { language, me, profileFields } from './entity.ts';
import { role } from '../kernel/rights.ts';
import { personId } from '../kernel/ids.ts';
import { accountLimits } from './limits.ts';
import { readAddress, readFigures, readPart } from '../kernel/pasted.ts';
import { command } from '../kernel/command.ts';

/** However it was copied; see {@link readAddress}. */
export const emailAddress = z.string().transform((pasted, context) => {
  const read = readAddress(pasted);
  if ('address' in read && read.address.length <= accountLimits.email) return read.address;
  context.addIssue({ code: 'custom', message: 'fault' in read ? read.fault : 'too-long' });
  return z.NEVER;
});
export const password = z.string().min(accountLimits.passwordLeast).max(accountLimits.password);

/** Of a link that was copied whole. */
const linkPart = (name: string) => z.string().transform((pasted) => readPart(pasted, name));

const done = z.strictObject({});
/** Whoever gives the code back with it is the browser that signed up, so that the password chosen there stands. */
const signUpToken = z.string().max(100);

/**
 * `signed-in`: the cookie is set. `password-ended`: the same, and the password is gone that somebody set who had not read a
 * mail to the address. `waiting`: somebody of the network has to say welcome first.
 */
const entered = z.strictObject({ outcome: z.enum(['signed-in', 'password-ended', 'waiting']) });

export const signUp = command('account.sign-up', {
  needsProof: false,
  about:
    'Asks for an account, and mails a code to the address: with it the account is opened. Depending on the network joining is open, by invitation, or waits for approval.',
  input: z.strictObject({
    email: emailAddress,
    password: password.optional(),
    name: profileFields.name,
    work: profileFields.work,
    school: profileFields.school,
    state: profileFields.state,
    languages: profileFields.languages,
    locale: language,
    invitation: linkPart('invitation').pipe(z.string().max(100)).optional(),
    /** People do not see this field. Whoever fills it in is answered as ever, and waits for somebody's welcome. */
    website: z.string().max(500).optional(),
    /**
     * Of `account.join-form`. A form that comes back sooner than a person can fill it in, or without one that we gave, is asked for
     * once more, with a stamp it may bring and the password as only we can read it. Left out by whoever has no form.
     */
    stamp: z.string().max(100).optional(),
    kept: z.string().max(1_000).optional(),
  }),
  /** `code-sent`: the same whether or not there is an account. Only an invitation that came by mail opens one at once, if there is none. */
  output: z.strictObject({ outcome: z.enum([...entered.shape.outcome.options, 'code-sent']), signUp: signUpToken }),
  counts: [entries, signUps, mails, unanswered],
  transport: 'http',
});

export const signIn = command('account.sign-in', {
  needsProof: false,
  about: 'Signs in with a password.',
  input: z.strictObject({ email: emailAddress, password: z.string().min(1).max(accountLimits.password) }),
  /** `link-sent`: too many wrong passwords were tried, so a link was mailed; the same answer whoever asks. */
  output: z.strictObject({ outcome: z.enum([...entered.shape.outcome.options, 'link-sent']) }),
  counts: [entries, passwordsOfRange, passwords],
  mayCount: [linksInstead],
  transport: 'http',
});

export const requestCode = command('account.request-code', {
  needsProof: false,
  about: 'Sends a link and a code for signing in by e-mail. Answers alike whether or not there is an account.',
  input: z.strictObject({ email: emailAddress, locale: language }),
  output: done,
  counts: [entries, mails, unanswered],
});

export const redeemCode = command('account.redeem-code', {
  needsProof: false,
  about:
    'Signs in with the code, or the token of the link, that was sent by e-mail; opens the account where there is none yet. Each works once, for ten minutes.',
  input: z.union([
    z.strictObject({ token: linkPart('token').pipe(z.string().min(20).max(100)), signUp: signUpToken.optional() }),
    z.strictObject({
      signUp: signUpToken.optional(),
      email: emailAddress,
      code: z
        .string()
        .transform(readFigures)
        .pipe(z.string().regex(/^\d{6}$/, 'code')),
    }),
  ]),
  output: entered,
  counts: [entries, digitsOfRange, digits],
  transport: 'http',
});

/** Only where the demo network is shown: signs in as one of its people. */
export const demoSignIn = command('account.demo-sign-in', {
  needsProof: false,
  about: 'Signs in as one of the demo people. Exists only while the demo network is shown.',
  input: z.strictObject({ personId }),
  output: entered,
  counts: [entries],
  transport: 'http',
});

export const signOut = command('account.sign-out', {
  needsProof: false,
  clearsDevice: true,
  about: 'Ends this session.',
  input: z.strictObject({}),
  output: done,
  transport: 'http',
});

export const signOutEverywhere = command('account.sign-out-everywhere', {
  needsProof: false,
  clearsDevice: true,
  about: 'Ends every session of this account, this one included.',
  input: z.strictObject({}),
  output: done,
  transport: 'http',
});

export const endSession = command('account.end-session', {
  needsProof: false,
  about: 'Ends one session of this account.',
  input: z.strictObject({ sessionId: z.string().max(100) }),
  output: done,
});

export const setPassword = command('account.set-password', {
  needsProof: false,
  about: 'Sets or changes the password and ends all other sessions.',
  input: z.strictObject({ current: z.string().max(accountLimits.password).optional(), next: password }),
  output: done,
  counts: [rarely, passwords],
});

export const editProfile = command('account.edit-profile', {
  needsProof: false,
  // Others read a name and what somebody says of themselves.
  whileSilenced: false,
  about: 'Changes what others see of oneself, and the language of the site.',
  input: z.strictObject({ ...profileFields, locale: language }),
  output: me,
});

export const setRole = command('person.set-role', {
  about: 'Admins: changes the role of a person. Takes effect on every open page within a second.',
  privileged: true,
  input: z.strictObject({ personId, role }),
  output: done,
});

export const decideApplication = command('person.decide', {
  about: 'Moderators: welcomes somebody who waits for approval, or declines.',
  privileged: true,
  input: z.strictObject({ personId, welcome: z.boolean() }),
  output: done,
});

export const invite = command('invitation.create', {
  about:
    'Moderators: makes an invitation link for a number of people, good for seven days; sent by mail if an address is given.',
  privileged: true,
  input: z.strictObject({ uses: z.int().min(1).max(200), email: emailAddress.optional(), locale: language }),
  output: z.strictObject({ link: z.string(), endsAt: z.iso.datetime() }),
  counts: [writes, mails],
});
