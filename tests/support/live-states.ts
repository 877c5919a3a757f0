import { isDeepStrictEqual } from 'node:util';
import { MembershipModel } from '@hearth/server/features/groups/model';
import { findPerson } from '@hearth/server/features/accounts/store';
import { catchUp, requireAudience } from '@hearth/server/live/watching';
import { runQuery } from '@hearth/server/queries';
import { nobody, type Visitor } from '@hearth/server/request/visitor';
import { Limiter } from '@hearth/server/platform/rate-limit';
import type { Services } from '@hearth/server/services';
import type { Audience } from '@hearth/server/streams/definition';
import { TallyModel } from '@hearth/server/streams/tally-model';
import { streams, type QueryName } from '@hearth/shared/contract';
import { personId } from '@hearth/shared/kernel/ids';
import type { Role } from '@hearth/shared/kernel/rights';
import { START, type StreamEvent } from '@hearth/shared/kernel/protocol';
import { Follower } from '@hearth/web/lib/live/follower';
import { freshPage, withFirst, type Fresh, type Load } from './fresh-pages.ts';
import type { Pair } from './checks.ts';

type Page = Follower<unknown, unknown>;

/** How long others may take to tell the rest: a board shows its threads as they stand, whoever has moved them. */
const CALM_MS = 5_000;
const PAUSE_MS = 50;

/**
 * A page that is open on every stream for every audience, from its first event on, fed with the very payloads that are
 * published. After each test it is compared with what a newcomer to the same audience loads.
 */
export class LiveStates {
  readonly #services: Services;
  readonly #heard = new Map<string, Map<Audience, StreamEvent[]>>();
  /** By stream and audience. */
  readonly #pages = new Map<string, Page>();
  readonly #ignored = new Set<string>();

  constructor(services: Services) {
    // Whoever looks after each test reads more than anybody may.
    this.#services = { ...services, limiter: new Limiter(null, services.secret, 1_000) };
    services.streams.pubSub.subscribe((message) => {
      if (message.kind === 'event') this.#hear(message.stream, message.payloads);
    });
  }

  #hear(stream: string, payloads: Readonly<Record<Audience, StreamEvent>>): void {
    const heard = this.#heard.get(stream) ?? new Map<Audience, StreamEvent[]>();
    this.#heard.set(stream, heard);
    for (const [audience, event] of Object.entries(payloads))
      heard.set(audience, [...(heard.get(audience) ?? []), event]);
  }

  /** A test has written this stream's documents itself: no event tells of it, so that nobody can be live. */
  ignore(stream: string): void {
    this.#ignored.add(stream);
  }

  /** Whatever a page could not read, it would try to read for ever. */
  close(): void {
    for (const page of this.#pages.values()) page.stop();
  }

  /** Every stream that has moved since the last time. What is not equal by now is not going to be. */
  async compare(): Promise<Pair[]> {
    const moved = [...this.#heard].filter(([stream]) => !this.#ignored.has(stream));
    this.#heard.clear();
    const pairs = moved.map(async ([stream, heard]) => {
      const audiences = [...(await audiencesOf(this.#services, stream))];
      return Promise.all(audiences.map((its) => this.#compare(stream, its, heard.get(its[0]) ?? [])));
    });
    return (await Promise.all(pairs)).flat(2);
  }

  async #compare(
    stream: string,
    [audience, visitor]: readonly [Audience, Visitor],
    heard: readonly StreamEvent[],
  ): Promise<Pair[]> {
    const load = this.#loadAs(visitor);
    const fresh = (live: unknown) => freshPage(stream, load, live);
    const key = `${stream} as ${audience} sees it`;
    const page = this.#pages.get(key) ?? this.#open(stream, audience, fresh);
    this.#pages.set(key, page);
    for (const event of heard) page.receive(event);
    const end = performance.now() + CALM_MS;
    for (;;) {
      const { state, position } = await fresh(page.state);
      if (!position || page.position.seq < position.seq) await page.catchUp();
      const isAt = page.position.seq === (position ?? page.position).seq;
      // Where later events have replaced its beginning, nobody has seen it.
      if (isAt && page.state === null) page.adjust(() => state);
      if (isAt && isSame(page.state, state)) return [];
      if (performance.now() > end) return [{ what: key, live: page.state, fresh: state }];
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** A page from before the first event on. */
  #open(stream: string, audience: Audience, fresh: (live: unknown) => Promise<Fresh<unknown>>): Page {
    const { registry } = this.#services.streams;
    const page: Page = new Follower({
      view: {
        ...withFirst(stream),
        async resync(live) {
          const { state, position } = await fresh(live);
          return { state, position: position ?? page.position };
        },
      },
      ...{ state: null, position: START },
      ask: (_stream, since) => catchUp(registry, stream, since, audience),
      onChange: () => {},
    });
    return page;
  }

  #loadAs(visitor: Visitor): Load {
    const origin = { address: '198.51.100.77', userAgent: '', requestId: '', setCookie: null };
    return async <N extends QueryName>(name: N, input: unknown) => {
      for (;;) {
        const result = await runQuery({ services: this.#services, visitor, origin }, name, input);
        // The contract types what a query by this name answers.
        if (result.ok) return result.value as never;
        if (result.error.reason !== 'busy') throw new Error(`${name} was refused: ${result.error.reason}`);
      }
    };
  }
}

/** As they arrive in a browser. */
function isSame(live: unknown, fresh: unknown): boolean {
  const sent = (state: unknown): unknown => JSON.parse(JSON.stringify(state));
  return isDeepStrictEqual(sent(live), sent(fresh));
}

/** Somebody for each audience of a stream; nobody where it is not there (any more). */
async function audiencesOf(services: Services, stream: string): Promise<Map<Audience, Visitor>> {
  const [prefix, id = ''] = stream.split(':');
  const found = new Map<Audience, Visitor>();
  const itself = await findPerson(id);
  const inside = prefix === 'group' ? await MembershipModel.findOne({ groupId: id, membership: 'member' }) : null;
  const ballot =
    prefix === 'poll'
      ? await TallyModel.findOne({ streamId: id, value: { $gt: '' }, personId: /^[0-9a-f]{16}$/ })
      : null;
  const members = [inside, ballot].flatMap((one) => (one ? [as('member', one.personId)] : []));
  const special = [...(itself ? [as(itself.role, id)] : []), ...members];
  // Whoever looks after others, whoever does not, and whoever has no account.
  for (const visitor of [as('moderator'), as('admin'), as('member'), ...special, nobody]) {
    const audience = await requireAudience({ services, actor: visitor.actor }, stream).catch(() => null);
    if (audience && !found.has(audience)) found.set(audience, visitor);
  }
  const missing = streams.find((one) => one.prefix === prefix)?.audiences.find((one) => !found.has(one));
  // A hidden group may have nobody but its owners, and in most polls voters are told no more than others.
  if (missing && found.size > 0 && prefix !== 'group' && prefix !== 'poll')
    throw new Error(`tests/support/live-states.ts knows nobody in ${missing} of ${stream}`);
  return found;
}

function as(role: Role, id = 'ffffffffffffffff'): Visitor {
  const known = personId.parse(id);
  const byline = { personId: known, name: 'A newcomer', work: 'teacher', school: '', state: '' } as const;
  const session = { email: '', locale: 'en', sessionId: '', isProven: true, joinedAt: new Date(0) } as const;
  return { actor: { kind: 'person', id: known, role, groups: [] }, byline, ...session };
}
