import { randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from '@hearth/server/features/accounts/password';
import { beginSessionAs } from '@hearth/server/features/accounts/session';
import { insertPerson } from '@hearth/server/features/accounts/store';
import type { Services } from '@hearth/server/services';
import type { CommandName, CommandNamed, QueryName, QueryNamed } from '@hearth/shared/contract';
import type { OutputOf, SentTo } from '@hearth/shared/kernel/command';
import type { Role } from '@hearth/shared/kernel/rights';
import type { Work } from '@hearth/shared/accounts/entity';
import type { Result } from '@hearth/shared/kernel/errors';
import { personId, type PersonId } from '@hearth/shared/kernel/ids';
import { Connection } from '@hearth/web/lib/live/connection';
import { io } from 'socket.io-client';
import { closers } from './checks.ts';

export interface Traits {
  readonly name?: string;
  readonly role?: Role;
  readonly work?: Work;
  readonly school?: string;
  readonly state?: string;
}

/** What the form for joining asks for, without the address. */
export type NewProfile = Omit<SentTo<CommandNamed<'account.sign-up'>>, 'email' | 'password' | 'invitation'>;

type Output<N extends CommandName> = OutputOf<CommandNamed<N>>;
type Read<N extends QueryName> = OutputOf<QueryNamed<N>>;

/** So often, each time for as long as an answer may take. */
const ASKED = 5;
export const PASSWORD = 'four quiet words here';
/** Of everybody's password, once. */
let hashed: Promise<string> | null = null;

/** Somebody at a browser: a cookie, HTTP requests and, once they look at something live, a socket. */
export class Person {
  readonly url: string;
  readonly id: PersonId | null;
  cookie: string | null;
  #socket: ReturnType<Person['openSocket']> | null = null;
  #connection: Connection | null = null;

  constructor(url: string, id: PersonId | null, cookie: string | null) {
    this.url = url;
    this.id = id;
    this.cookie = cookie;
  }

  /** Somebody with a proven address and a role, written into the store: hundreds of passwords would take their time. */
  static async join(url: string, app: Services, traits: Traits = {}): Promise<Person> {
    const {
      name = 'Ana Fuentes',
      role = 'member',
      work = 'teacher',
      school = 'Riverbend Elementary',
      state = 'OH',
    } = traits;
    const id = personId.parse(randomBytes(8).toString('hex'));
    const passwordHash = await (hashed ??= hashPassword(PASSWORD));
    await insertPerson({
      ...{ id, name, role, work, school, passwordHash, state, bio: '', locale: 'en', languages: ['en'] },
      ...{ email: `${randomUUID()}@example.org`, isProven: true, isDemo: false, joinedAt: app.clock.now() },
    });
    let cookie: string | null = null;
    const setCookie = (line: string) => (cookie = line.split(';')[0] ?? null);
    const origin = { address: '127.0.0.1', userAgent: '', requestId: '', setCookie };
    await beginSessionAs(app, { _id: id, passwordHash }, origin);
    return new Person(url, id, cookie);
  }

  /** Of somebody with an account. */
  get personId(): PersonId {
    if (!this.id) throw new Error('a stranger has no id');
    return this.id;
  }

  /** Over HTTP. Throws on a refusal. */
  async do<N extends CommandName>(name: N, input: SentTo<CommandNamed<N>>, commandId?: string): Promise<Output<N>> {
    const id = commandId ?? randomUUID();
    return accepted(() => this.try(name, input, id));
  }

  /** Over HTTP, as typed by the contract. */
  async try<N extends CommandName>(name: N, input: SentTo<CommandNamed<N>>, commandId: string = randomUUID()) {
    const { body } = await this.post(name, input, commandId);
    // What the contract says of a command by this name.
    return body as Result<Output<N>>;
  }

  /** Over HTTP, whatever it is. */
  async post(
    name: string,
    input: unknown,
    commandId: string = randomUUID(),
  ): Promise<{ status: number; body: unknown }> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': commandId, ...this.headers() };
    const body = JSON.stringify(input);
    const response = await fetch(`${this.url}/api/commands/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers,
      body,
    });
    this.#keepCookie(response);
    return { status: response.status, body: await response.json() };
  }

  /** Over HTTP. Throws on a refusal. */
  async see<N extends QueryName>(name: N, input: SentTo<QueryNamed<N>>): Promise<Read<N>> {
    // What the contract says of a query by this name.
    return accepted(async () => (await this.get(name, input)).body as Result<Read<N>>);
  }

  async get(name: string, input: unknown): Promise<{ status: number; body: unknown }> {
    const query = new URLSearchParams({ input: JSON.stringify(input) });
    const response = await fetch(`${this.url}/api/queries/${encodeURIComponent(name)}?${query}`, {
      headers: this.headers(),
    });
    return { status: response.status, body: await response.json() };
  }

  /** The live connection, opened the first time it is asked for. */
  get connection(): Connection {
    this.#socket ??= this.openSocket();
    if (!this.#connection) closers.add(() => this.leave());
    this.#connection ??= new Connection(this.#socket);
    return this.#connection;
  }

  /** The network goes away … */
  cut(): void {
    this.#socket?.disconnect();
  }

  /** … and comes back. */
  comeBack(): void {
    this.#socket?.connect();
  }

  openSocket() {
    const socket = io(this.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 500,
      extraHeaders: { origin: this.url, ...this.headers() },
    });
    closers.add(() => void socket.disconnect());
    return socket;
  }

  leave(): void {
    this.#connection?.close();
    this.#connection = null;
    this.#socket = null;
  }

  /** With which its requests come. */
  headers(): Record<string, string> {
    return { origin: this.url, ...(this.cookie ? { cookie: this.cookie } : {}) };
  }

  #keepCookie(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const pair = line.split(';')[0] ?? '';
      this.cookie = pair.endsWith('=') ? null : pair;
    }
  }
}

/** Whoever fills in the form for joining and gives back the code that was mailed. The server has an inbox of its own. */
export async function signedUp(
  url: string,
  app: Services,
  form: SentTo<CommandNamed<'account.sign-up'>>,
): Promise<Person> {
  const person = new Person(url, null, null);
  const { signUp } = await person.do('account.sign-up', form);
  await app.jobs.settled(10_000);
  await person.do('account.redeem-code', { token: tokenIn(app, form.email), signUp });
  return person;
}

/** The token of the latest link that was mailed to an address. */
export function tokenIn({ mailer }: Services, email: string): string {
  const mail = mailer.inbox()?.find(({ to }) => to.address === email.toLowerCase());
  const token = /[?&]token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
  if (!token) throw new Error(`no link was mailed to ${email}`);
  return token;
}

/** Asked as the pages ask: again while the machine is busy, which is no answer. */
async function accepted<T>(ask: () => Promise<Result<T>>): Promise<T> {
  for (let n = 1; ; n++) {
    const result = await ask();
    if (result.ok) return result.value;
    if (result.error.code !== 'busy' || n === ASKED)
      throw new Error(`refused: ${result.error.reason} ${JSON.stringify(result.error.fields ?? {})}`);
  }
}
