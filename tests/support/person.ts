import { randomUUID } from 'node:crypto';
import { setRoleOf } from '@hearth/server/features/accounts/store';
import type { House } from '@hearth/server/house';
import type { CommandName, CommandNamed } from '@hearth/shared/commands/index';
import type { OutputOf, SentTo } from '@hearth/shared/commands/define';
import type { Role, Work } from '@hearth/shared/entities/person';
import type { Result } from '@hearth/shared/errors';
import type { PersonId } from '@hearth/shared/ids';
import type { QueryName, QueryNamed } from '@hearth/shared/queries/index';
import { Connection } from '@hearth/web/lib/live/connection';
import { io } from 'socket.io-client';

export interface Traits {
  readonly name?: string;
  readonly role?: Role;
  readonly work?: Work;
  readonly school?: string;
}

/** What the form for joining asks for, without the address. */
export type NewProfile = Omit<SentTo<CommandNamed<'account.sign-up'>>, 'email' | 'password' | 'invitation'>;

type Output<N extends CommandName> = OutputOf<CommandNamed<N>>;
type Read<N extends QueryName> = OutputOf<QueryNamed<N>>;

export const PASSWORD = 'four quiet words here';

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

  /** Signs up the way everybody does, and gets a role if one is asked for. */
  static async join(url: string, house: House, traits: Traits = {}): Promise<Person> {
    const { name = 'Ana Fuentes', role, work = 'teacher', school = 'Riverbend Elementary' } = traits;
    const person = new Person(url, null, null);
    const email = `${randomUUID()}@example.org`;
    const profile = { name, work, school, state: 'OH', languages: ['en' as const], locale: 'en' as const };
    await person.do('account.sign-up', { email, password: PASSWORD, ...profile });
    const { me } = await person.see('account.me', {});
    if (!me) throw new Error('signing up did not sign in');
    if (role) await setRoleOf(me.id, role);
    const joined = new Person(url, me.id, person.cookie);
    if (role) house.streams.bell.ring({ kind: 'access', personId: me.id });
    return joined;
  }

  /** Of somebody with an account. */
  get personId(): PersonId {
    if (!this.id) throw new Error('a stranger has no id');
    return this.id;
  }

  /** Over HTTP. Throws on a refusal. */
  async do<N extends CommandName>(name: N, input: SentTo<CommandNamed<N>>, commandId?: string): Promise<Output<N>> {
    return accepted(await this.try(name, input, commandId));
  }

  /** Over HTTP, as typed by the contract. */
  async try<N extends CommandName>(name: N, input: SentTo<CommandNamed<N>>, commandId: string = randomUUID()) {
    const { body } = await this.post(name, input, commandId);
    return body as Result<Output<N>>;
  }

  /** Over HTTP, whatever it is. */
  async post(
    name: string,
    input: unknown,
    commandId: string = randomUUID(),
  ): Promise<{ status: number; body: unknown }> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': commandId, ...this.#headers() };
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
    const { body } = await this.get(name, input);
    return accepted(body as Result<Read<N>>);
  }

  async get(name: string, input: unknown): Promise<{ status: number; body: unknown }> {
    const query = new URLSearchParams({ input: JSON.stringify(input) });
    const response = await fetch(`${this.url}/api/queries/${encodeURIComponent(name)}?${query}`, {
      headers: this.#headers(),
    });
    return { status: response.status, body: await response.json() };
  }

  /** The live connection, opened the first time it is asked for. */
  get connection(): Connection {
    this.#socket ??= this.openSocket();
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
    return io(this.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 500,
      extraHeaders: { origin: this.url, ...this.#headers() },
    });
  }

  leave(): void {
    this.#connection?.close();
    this.#connection = null;
    this.#socket = null;
  }

  #headers(): Record<string, string> {
    return { origin: this.url, ...(this.cookie ? { cookie: this.cookie } : {}) };
  }

  #keepCookie(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const pair = line.split(';')[0] ?? '';
      this.cookie = pair.endsWith('=') ? null : pair;
    }
  }
}

function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.reason} ${JSON.stringify(result.error.fields ?? {})}`);
  return result.value;
}
