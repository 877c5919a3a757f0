import { createHash, randomBytes } from 'node:crypto';
import { stranger, type Actor } from '@hearth/shared/kernel/access';
import { personId } from '@hearth/shared/kernel/ids';
import { sessionCookie } from '@hearth/shared/transport';
import type { Origin } from '../../request/context.ts';
import { nobody, type Visitor } from '../../request/visitor.ts';
import type { Sessions } from '../../request/sessions.ts';
import type { Services } from '../../services.ts';
import { presentByline } from './present.ts';
import {
  deleteSession,
  findSession,
  insertSession,
  readSessions,
  touchSession,
  type SessionRecord,
} from './session-store.ts';
import { isSuspended, silencedUntil } from './standing.ts';
import { findPerson, readPeople, type PersonRecord } from './store.ts';

const DAYS = 60;
const LASTS_MS = DAYS * 24 * 3_600_000;
/**
 * To the hour only: noted to the moment, use would tell which session was at work when a question without a name was asked
 * (promise L12).
 */
const NOTED_MS = 3_600_000;
const LONGEST_DEVICE = 200;

type Parts = Pick<Services, 'clock' | 'config' | 'isDemo'>;

/** The one session function, for pages, the API and sockets. Whoever cannot be recognised is a stranger. */
async function resolveSession(parts: Parts, cookieHeader: string | null): Promise<Visitor> {
  const { clock, config } = parts;
  const token = tokenIn(cookieHeader, cookieName(config.publicUrl));
  if (!token) return nobody;
  const now = clock.now();
  const session = await findSession(hash(token), now);
  const person = session && (await findPerson(session.personId));
  if (!session || !person) return nobody;
  const { seenAt, endsAt } = useAt(now);
  if (seenAt > session.seenAt) await touchSession(session._id, seenAt, endsAt);
  return visitorOf(session, person, parts);
}

/** The same for many sessions at once, in two reads. Sessions that have ended are missing. */
export async function visitorsOf(parts: Parts, sessionIds: readonly string[]): Promise<Map<string, Visitor>> {
  const sessions = await readSessions(sessionIds, parts.clock.now());
  const people = await readPeople(sessions.map((session) => session.personId));
  const byId = new Map(people.map((person) => [person._id, person]));
  return new Map(
    sessions.flatMap((session) => {
      const person = byId.get(session.personId);
      return person ? [[session._id, visitorOf(session, person, parts)] as const] : [];
    }),
  );
}

/**
 * Begins a session under a new token, whatever the caller's cookie said before, and sets the cookie: for somebody whose
 * account was looked at a moment ago. False when it was closed or its password changed since. Whoever does that ends all
 * sessions afterwards, so each session is either seen there or sees the change here.
 */
export async function beginSessionAs(
  parts: Parts,
  { _id, passwordHash }: Pick<PersonRecord, '_id' | 'passwordHash'>,
  origin: Origin,
): Promise<boolean> {
  const token = await insertNew(parts, _id, origin);
  const present = await findPerson(_id);
  if (!present || !mayComeIn(present, parts) || present.passwordHash !== passwordHash) {
    await deleteSession(hash(token));
    return false;
  }
  giveCookie(parts, token, origin);
  return true;
}

/** Returns the token, which is stored nowhere. */
async function insertNew({ clock }: Parts, personId: string, origin: Origin): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const use = useAt(clock.now());
  await insertSession({
    _id: hash(token),
    handle: randomBytes(12).toString('base64url'),
    personId,
    device: origin.userAgent.slice(0, LONGEST_DEVICE),
    startedAt: use.seenAt,
    ...use,
  });
  return token;
}

function useAt(now: Date): Pick<SessionRecord, 'seenAt' | 'endsAt'> {
  const seenAt = new Date(Math.floor(now.getTime() / NOTED_MS) * NOTED_MS);
  return { seenAt, endsAt: new Date(seenAt.getTime() + LASTS_MS) };
}

function giveCookie({ config }: Parts, token: string, origin: Origin): void {
  origin.setCookie?.(cookieLine(config.publicUrl, token, LASTS_MS / 1000));
}

export function forgetCookie({ config }: Parts, origin: Origin): void {
  origin.setCookie?.(cookieLine(config.publicUrl, '', 0));
}

/** What somebody may do without a session of theirs: by a key they gave away. A stranger where they may not come in. */
export async function findActor(parts: Pick<Parts, 'isDemo' | 'clock'>, id: string): Promise<Actor> {
  const person = await findPerson(id);
  return person && mayComeIn(person, parts) ? actorOf(person) : stranger;
}

/** The same with their name and address: as whom it is done what they have put down for later. They have no session for it. */
export async function findVisitor(parts: Pick<Parts, 'isDemo' | 'clock'>, id: string): Promise<Visitor> {
  const person = await findPerson(id);
  return person ? visitorOf({ _id: '' }, person, parts) : nobody;
}

/** Not where the account waits, is closed or suspended, nor as one of the demo's people where the demo has ended. */
function mayComeIn(person: PersonRecord, { isDemo, clock }: Pick<Parts, 'isDemo' | 'clock'>): boolean {
  return person.status === 'active' && (!person.isDemo || isDemo) && !isSuspended(person, clock.now());
}

function actorOf({ _id, role, groups = [] }: PersonRecord): Extract<Actor, { kind: 'person' }> {
  return { kind: 'person', id: personId.parse(_id), role, groups };
}

function visitorOf(
  session: Pick<SessionRecord, '_id'>,
  person: PersonRecord,
  parts: Pick<Parts, 'isDemo' | 'clock'>,
): Visitor {
  if (!mayComeIn(person, parts)) return nobody;
  const { standing } = person;
  return {
    actor: actorOf(person),
    byline: presentByline(person),
    email: person.email,
    locale: person.locale,
    sessionId: session._id,
    // Nobody writes to the people of the demo network.
    isProven: person.isProven === true || person.isDemo,
    joinedAt: person.joinedAt,
    ...(standing && {
      standing: { silencedUntil: silencedUntil(person, parts.clock.now()), unread: standing.unread },
    }),
  };
}

function cookieName(publicUrl: string | null): string {
  return publicUrl?.startsWith('https:') ? sessionCookie.https : sessionCookie.http;
}

function cookieLine(publicUrl: string | null, token: string, seconds: number): string {
  const secure = publicUrl?.startsWith('https:') ? '; Secure' : '';
  return `${cookieName(publicUrl)}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** The cookies of a request without the session's, and what those hold, rightly or not. */
function splitSession({ config }: Pick<Services, 'config'>, cookieHeader: string): { tokens: string[]; rest: string } {
  const name = cookieName(config.publicUrl);
  const pairs = cookieHeader.split(';').map((pair) => pair.trim());
  const isOfSession = (pair: string) => pair.split('=')[0] === name;
  return {
    tokens: pairs.filter(isOfSession).map((pair) => pair.slice(name.length + 1)),
    rest: pairs.filter((pair) => !isOfSession(pair)).join('; '),
  };
}

/** Whether two requests come with the same session, or both with none. Says nothing of whether it is a good one. */
function isSameSession(
  { config }: Pick<Services, 'config'>,
  one: string | undefined,
  other: string | undefined,
): boolean {
  const [first, second] = [one, other].map((cookies) => tokenIn(cookies ?? null, cookieName(config.publicUrl)));
  return first === second;
}

function tokenIn(cookieHeader: string | null, name: string): string | null {
  for (const pair of (cookieHeader ?? '').split(';')) {
    const [key, value] = pair.trim().split('=');
    if (key === name && value && /^[\w-]{43}$/.test(value)) return value;
  }
  return null;
}

/** What the transports ask of sessions. */
export const sessions: Sessions = {
  resolve: resolveSession,
  visitorsOf,
  split: splitSession,
  isSame: isSameSession,
};

/** A token has 256 random bits, so a plain hash of it cannot be guessed back. */
export function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
