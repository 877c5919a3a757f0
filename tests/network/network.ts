import type { Post } from '@hearth/shared/threads/entity';
import type { RoomId } from '@hearth/shared/rooms/entity';
import { roomStart } from '@hearth/web/lib/rooms/room-view';
import { threadStart } from '@hearth/web/lib/threads/thread-view';
import { passed, randomOf } from '../faults/scenarios/load.ts';
import { digestOf, Driver, lineTo, roomDigestOf } from '../support/driver.ts';
import { byCommand, check, type Truth, type TrueStream, type Verdict } from '../support/history/check.ts';
import { History } from '../support/history/history.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';
import { DAY, happenings, officeHour, planDay, type Happening, type Visit } from './day.ts';
import { Guest, startThread, type Town } from './member.ts';
import { announce, eventsOf, moveIn, openQuarters, type Quarters } from './quarters.ts';
import { Sampler, type Sample } from './samples.ts';

export interface Options {
  readonly members: number;
  /** Real milliseconds of a simulated minute. */
  readonly minuteMs: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Simulated {
  readonly history: History;
  readonly verdict: Verdict;
  /** Acknowledged votes that are not counted, and counted ones that nobody gave. */
  readonly votesLost: number;
  readonly votesDoubled: number;
  readonly votes: number;
  readonly visits: number;
  readonly mostOnline: number;
  readonly samples: readonly Sample[];
  readonly truth: Truth;
  readonly pageLoads: Town['pageLoads'];
  /** Visits that ended in an error, in words. */
  readonly broken: readonly string[];
  /** `performance.now` of midnight. */
  readonly beganAt: number;
}

/** What a newcomer sees of a stream. */
interface Fresh extends Pick<TrueStream, 'digest'> {
  readonly posts: readonly Post[];
}

const THREADS = 30;
/** How long unanswered commands and views may take at most, after midnight. */
const STUCK_MS = 30_000;

/** One day of a network: members come and go as planned while servers, Redis and the store are restarted under them. */
export async function simulate({ members, minuteMs, seed, say }: Options): Promise<Simulated> {
  const quarters = await openQuarters();
  try {
    const people = await moveIn(quarters, members);
    const town = await openTown(people, randomOf(seed + 1));
    say(`${members} members have moved in; the day begins`);
    return await new Day(quarters, people, town, minuteMs).run(planDay(members, seed), say);
  } finally {
    await quarters.close();
  }
}

async function openTown(people: readonly Person[], random: () => number): Promise<Town> {
  const [host, founder] = [personOf(people, 0), personOf(people, 1)];
  const roomId = await announce(host);
  const town: Town = {
    history: new History(),
    roomId,
    threads: [],
    votes: new Map(),
    pageLoads: [],
    random,
  };
  const driver = new Driver('founder', lineTo(founder.url, founder.cookie), town.history);
  await until(() => driver.isConnected, 'the founder to connect');
  for (let n = 0; n < THREADS; n++) await startThread(driver, town);
  town.history.add({ kind: 'gone', who: 'founder' });
  driver.close();
  return town;
}

class Day {
  readonly #quarters: Quarters;
  readonly #people: readonly Person[];
  readonly #town: Town;
  readonly #minuteMs: number;
  readonly #present = new Map<string, Guest>();
  readonly #broken: string[] = [];
  #beganAt = 0;
  #mostOnline = 0;

  constructor(quarters: Quarters, people: readonly Person[], town: Town, minuteMs: number) {
    this.#quarters = quarters;
    this.#people = people;
    this.#town = town;
    this.#minuteMs = minuteMs;
  }

  async run(visits: readonly Visit[], say: Options['say']): Promise<Simulated> {
    this.#beganAt = performance.now();
    const sampler = new Sampler(this.#quarters.servers, () => this.#present.size, Math.max(250, 6 * this.#minuteMs));
    const hours = setInterval(() => say(this.#clock()), 60 * this.#minuteMs);
    const going = [
      ...visits.map((visit, n) => this.#attend(visit, `${visit.member}.${n}`)),
      this.#operate(),
      this.#host(),
    ];
    await Promise.all(going);
    await this.#when(DAY);
    clearInterval(hours);
    sampler.stop();
    return this.#judge(visits.length, sampler.samples);
  }

  /** Resolves at that minute of the day, at once when it is over. */
  async #when(minute: number): Promise<void> {
    const ms = this.#beganAt + minute * this.#minuteMs - performance.now();
    if (ms > 0) await passed(ms);
  }

  #clock(): string {
    const minute = Math.min(DAY, Math.floor((performance.now() - this.#beganAt) / this.#minuteMs));
    const hour = String(Math.floor(minute / 60)).padStart(2, '0');
    return `${hour}:${String(minute % 60).padStart(2, '0')}  ${this.#present.size} online`;
  }

  /** A visit that fails is told, and does not end the day. */
  async #attend(visit: Visit, who: string): Promise<void> {
    await this.#when(visit.from);
    if (visit.from >= DAY) return;
    try {
      const guest = await Guest.come(who, personOf(this.#people, visit.member), visit, this.#town);
      this.#present.set(who, guest);
      this.#mostOnline = Math.max(this.#mostOnline, this.#present.size);
      for (const act of visit.acts) {
        await this.#when(act.at);
        await guest.act(act, this.#minuteMs);
      }
      // Whoever is there at midnight is judged by what they show then.
      if (visit.to >= DAY) return;
      await this.#when(visit.to);
      this.#present.delete(who);
      await guest.leave();
    } catch (error) {
      this.#broken.push(`${who}: ${String(error)}`);
    }
  }

  /** Opens the office hour, answers what most people want to know, and ends it. */
  async #host(): Promise<void> {
    await this.#when(officeHour.begins - 10);
    const { roomId } = this.#town;
    const visit: Visit = { member: 0, device: 'computer', from: 0, to: 0, place: 'office hour', acts: [] };
    const guest = await Guest.come('host', personOf(this.#people, 0), visit, this.#town);
    const { driver } = guest;
    await this.#when(officeHour.begins);
    await driver.do('room.open', { roomId });
    for (let minute = officeHour.begins + 5; minute < officeHour.ends; minute += 3) {
      await this.#when(minute);
      const [question] = driver.questionsIn(roomId);
      if (!question) continue;
      const one = { roomId, questionId: question.id };
      await driver.do('question.answer-now', { ...one, replaces: null });
      await this.#when(minute + 2);
      await driver.do('question.answered', { ...one, note: 'Call first, then visit.' });
    }
    await this.#when(officeHour.ends);
    await driver.do('room.end', { roomId });
    await guest.leave();
  }

  /** One after the other: on a slow machine a server still starts when the next thing is due. */
  async #operate(): Promise<void> {
    for (const { at, what } of happenings) {
      await this.#when(at);
      await this.#happen(what);
    }
  }

  async #happen(what: Happening['what']): Promise<void> {
    this.#town.history.add({ kind: 'fault', what });
    const { servers, redis, store } = this.#quarters;
    const [first] = servers;
    if (what === 'deploy') {
      for (const server of servers) {
        await server.stop('SIGTERM');
        await server.start();
        // Requests that the other one holds come to their end before it goes too.
        await passed(1_000);
      }
    } else if (what === 'a server is killed') {
      await first?.stop('SIGKILL');
      await first?.start();
    } else if (what === 'Redis restarts') {
      await redis.kill();
      await passed(1_000);
      await redis.start();
    } else {
      await store.kill();
      await store.start();
    }
  }

  async #judge(visits: number, samples: readonly Sample[]): Promise<Simulated> {
    const { history, votes } = this.#town;
    history.add({ kind: 'calm' });
    const calmAt = performance.now();
    const drivers = [...this.#present.values()].map(({ driver }) => driver);
    await until(() => drivers.every(({ unanswered }) => unanswered === 0), 'every command to be answered', STUCK_MS);
    let fresh = await this.#fresh();
    for (;;) {
      const shown = drivers.flatMap((driver) =>
        driver.streams.map((name) => [name, driver.show(name).digest] as const),
      );
      if (shown.every(([name, digest]) => digest === fresh.get(name)?.digest)) break;
      if (performance.now() - calmAt > STUCK_MS) break;
      await passed(200);
      fresh = await this.#fresh();
    }
    const truth = await this.#truth(fresh);
    const counted = await scoresOf(this.#reader(), this.#town.roomId);
    let [votesLost, votesDoubled, sum] = [0, 0, 0];
    for (const [id, count] of counted) {
      const given = votes.get(id)?.size ?? 0;
      sum += given;
      votesLost += Math.max(0, given - count);
      votesDoubled += Math.max(0, count - given);
    }
    for (const driver of drivers) driver.close();
    return {
      history,
      verdict: check(history.entries, truth),
      votesLost,
      votesDoubled,
      votes: sum,
      visits,
      mostOnline: this.#mostOnline,
      samples,
      truth,
      pageLoads: this.#town.pageLoads,
      broken: this.#broken,
      beganAt: this.#beganAt,
    };
  }

  #reader(): Person {
    return new Person(this.#quarters.url, null, null);
  }

  /** Every thread and the office hour as somebody sees them who comes now. */
  async #fresh(): Promise<Map<string, Fresh>> {
    const reader = this.#reader();
    const threads = this.#town.threads.map(async (id) => [`thread:${id}`, await readThread(reader, id)] as const);
    const room = await reader.see('room.get', { roomId: this.#town.roomId });
    return new Map([
      ...(await Promise.all(threads)),
      [`room:${this.#town.roomId}`, { digest: roomDigestOf(roomStart(room).state), posts: [] }],
    ]);
  }

  async #truth(fresh: Map<string, Fresh>): Promise<Truth> {
    const events = await eventsOf(this.#quarters, [...fresh.keys()]);
    const { questions } = await this.#reader().see('room.get', { roomId: this.#town.roomId });
    const asked = questions.map(({ order }) => order);
    const room = `room:${this.#town.roomId}`;
    const streams = [...fresh].map(([name, { digest, posts }]): [string, TrueStream] => {
      const own = events[name] ?? [];
      // A question is made by the event that has its number in the order of asking.
      const made = asked.flatMap((no) =>
        own.filter(({ seq }) => seq === no).map(({ commandId }) => ({ commandId, no })),
      );
      return [name, { events: own, digest, things: name === room ? made : byCommand(posts, own) }];
    });
    return { streams: Object.fromEntries(streams) };
  }
}

async function readThread(reader: Person, threadId: string): Promise<Fresh> {
  const first = threadStart(await reader.see('thread.get', { threadId: threadId, from: 1 })).state;
  const posts = [...first.posts];
  while (posts.length < first.thread.lastNo) {
    const from = (posts.at(-1)?.no ?? 0) + 1;
    posts.push(...(await reader.see('thread.get', { threadId, from })).posts);
  }
  return { digest: digestOf(first), posts };
}

async function scoresOf(reader: Person, roomId: RoomId): Promise<Map<string, number>> {
  const { questions } = await reader.see('room.get', { roomId });
  return new Map(questions.map(({ id, votes }) => [id, votes]));
}

function personOf(people: readonly Person[], n: number): Person {
  const person = people[n];
  if (!person) throw new Error(`there is no member ${n}`);
  return person;
}
