import { randomUUID } from 'node:crypto';
import { commandId } from '@hearth/shared/kernel/ids';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { RoomId } from '@hearth/shared/rooms/entity';
import { Driver, lineTo, type Line } from '../support/driver.ts';
import type { History } from '../support/history/history.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';
import type { Act, Visit } from './day.ts';
import { boards } from './quarters.ts';

/** What all members know of and change together. */
export interface Town {
  readonly history: History;
  readonly roomId: RoomId;
  /** Threads by when they were begun. */
  readonly threads: string[];
  /** Voters whose vote was acknowledged, by question. */
  readonly votes: Map<string, Set<string>>;
  /** Page loads: when they were asked for, how long they took, and the HTTP status; 0 for no answer. */
  readonly pageLoads: { at: number; ms: number; status: number }[];
  readonly random: () => number;
}

/** Milliseconds within which an open page must have its live connection. */
const PATIENCE_MS = 60_000;

/** A member with a page open: it is loaded as a browser loads it, and then made of the pages' own parts. */
export class Guest {
  readonly driver: Driver;
  readonly #line: Line;
  readonly #person: Person;
  readonly #town: Town;
  readonly #place: string;

  private constructor(person: Person, driver: Driver, line: Line, town: Town, place: string) {
    this.#person = person;
    this.driver = driver;
    this.#line = line;
    this.#town = town;
    this.#place = place;
  }

  static async come(who: string, person: Person, { place, device }: Visit, town: Town): Promise<Guest> {
    const threadId = town.threads[Math.floor(popular(place) * town.threads.length)] ?? '';
    const path = place === 'office hour' ? `/rooms/${town.roomId}` : `/t/${threadId}`;
    await loadPage(`${person.url}${path}`, person, town);
    const line = lineTo(person.url, person.cookie, `${device} ${who}`);
    const driver = new Driver(who, line, town.history);
    const guest = new Guest(person, driver, line, town, place === 'office hour' ? town.roomId : threadId);
    await guest.#begin(place === 'office hour');
    return guest;
  }

  async act(act: Act, minuteMs: number): Promise<void> {
    const roomId = this.#town.roomId;
    if (act.kind === 'sleep') return this.#sleep(act.minutes * minuteMs);
    if (act.kind === 'reply') await this.driver.post(this.#place, sentence());
    else if (act.kind === 'start') await startThread(this.driver, this.#town);
    else if (act.kind === 'vote') await this.#vote();
    else {
      const anonymous = act.kind === 'ask without a name';
      await this.driver.make(`room:${roomId}`, 'question.ask', { roomId, text: sentence(), anonymous });
    }
  }

  /** Closes the page, but not while something is unsent. */
  async leave(): Promise<void> {
    await until(() => this.driver.unanswered === 0, `${this.driver.who} to have all answers`, PATIENCE_MS);
    this.#town.history.add({ kind: 'gone', who: this.driver.who });
    this.driver.close();
  }

  /** As the browser does on a page that cannot reach its server: it tries until it has read what it shows. */
  async #begin(isRoom: boolean): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await (isRoom ? this.driver.watchRoom(this.#place) : this.driver.watchThread(this.#place));
      } catch (error) {
        if (performance.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  /** The line is gone without a word, and comes back. */
  async #sleep(ms: number): Promise<void> {
    this.#line.socket.disconnect();
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (this.driver.isWatching) this.#line.socket.connect();
  }

  async #vote(): Promise<void> {
    const { roomId, votes, random } = this.#town;
    const open = this.driver.questionsIn(roomId).filter(({ by }) => by?.personId !== this.#person.id);
    const question = open[Math.floor(random() ** 2 * open.length)];
    if (!question) return;
    const result = await this.driver.do('question.vote', { roomId, questionId: question.id, up: true });
    const voters = votes.get(question.id) ?? new Set();
    if (result.ok) votes.set(question.id, voters.add(this.#person.personId));
  }
}

/** Another one each time: the same words of many people who are new would wait for a moderator. */
const sentence = () =>
  `We asked the families first, at the door, in the language they speak at home. It changed the plan of ${randomUUID().replace(/[^a-f]/g, '')}.`;

/** Begins a thread that the checker knows of and others may open. */
export async function startThread(driver: Driver, { threads, random }: Town): Promise<void> {
  const op = randomUUID();
  const id = idFrom(commandId.parse(op));
  const boardId = boards[Math.floor(random() * boards.length)];
  if (!boardId) throw new Error('there are no boards');
  const input = { boardId, title: 'What has worked for you?', text: sentence(), language: 'en' as const };
  const result = await driver.make(`thread:${id}`, 'thread.start', input, op);
  if (result?.ok) threads.push(id);
}

/** A few threads are looked at by most. */
function popular(place: Visit['place']): number {
  return place === 'office hour' ? 0 : place ** 2;
}

async function loadPage(url: string, { cookie }: Person, { pageLoads }: Town): Promise<void> {
  const at = performance.now();
  const status = await fetch(url, { headers: cookie ? { cookie } : {} }).then(
    async (response) => {
      await response.text();
      return response.status;
    },
    () => 0,
  );
  pageLoads.push({ at, ms: performance.now() - at, status });
}
