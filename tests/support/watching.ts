import type { Change } from '@hearth/shared/kernel/stream';
import type { PollId } from '@hearth/shared/polls/entity';
import { boardStart, boardView } from '@hearth/web/lib/boards/board-view';
import type { Follower, View } from '@hearth/web/lib/live/follower';
import type { Ask } from '@hearth/web/lib/live/views';
import { pollStart, pollView } from '@hearth/web/lib/polls/poll-view';
import { roomStart, roomView } from '@hearth/web/lib/rooms/room-view';
import { threadStart, threadView } from '@hearth/web/lib/threads/thread-view';
import type { Person } from './person.ts';
import { got } from './parts.ts';

/** A view that is open in somebody's browser, followed by the very code the pages use. */
export interface Watching<State> {
  readonly state: State;
  readonly seq: number;
  readonly isLive: boolean;
  /** What a newcomer with the same rights sees now. */
  fresh(): Promise<{ state: State; seq: number }>;
  /** Waits until this view stands where a fresh load stands; fails with what was waited for. */
  converged(): Promise<void>;
}

const askOf = (person: Person): Ask => {
  const ask = async (name: string, input: unknown) => (await person.get(name, input)).body;
  // The body of an answer is the contract's result; the schemas guarantee it by name.
  return ask as Ask;
};

export async function watchThread(person: Person, threadId: string, from = 1) {
  const ask = askOf(person);
  const load = async () => threadStart(got(await ask('thread.get', { threadId, from })));
  return watch(person, threadView(threadId, ask), load);
}

export async function watchRoom(person: Person, roomId: string) {
  const ask = askOf(person);
  return watch(person, roomView(roomId, ask), async () => roomStart(got(await ask('room.get', { roomId }))));
}

export async function watchPoll(person: Person, pollId: PollId) {
  const ask = askOf(person);
  return watch(person, pollView(pollId, ask), async () => pollStart(got(await ask('poll.get', { pollId }))));
}

export async function watchBoard(person: Person, boardId: string, size = 30) {
  const ask = askOf(person);
  return watch(person, boardView(boardId, ask), async () => boardStart(got(await ask('board.get', { boardId })), size));
}

type Load<State> = () => Promise<{ state: State; position: { seq: number; mark: string } }>;

async function watch<State, C extends Change>(
  person: Person,
  view: View<State, C>,
  load: Load<State>,
): Promise<Watching<State>> {
  const start = await load();
  const { follower } = person.connection.follow(view, start, () => {});
  await until(() => follower.isLive, `${view.stream} to be live`);
  return new Watched(follower, load);
}

class Watched<State, C> implements Watching<State> {
  readonly #follower: Follower<State, C>;
  readonly #load: Load<State>;

  constructor(follower: Follower<State, C>, load: Load<State>) {
    this.#follower = follower;
    this.#load = load;
  }

  get state(): State {
    return this.#follower.state;
  }

  get seq(): number {
    return this.#follower.position.seq;
  }

  get isLive(): boolean {
    return this.#follower.isLive;
  }

  async fresh(): Promise<{ state: State; seq: number }> {
    const { state, position } = await this.#load();
    return { state, seq: position.seq };
  }

  async converged(): Promise<void> {
    await until(async () => this.seq === (await this.fresh()).seq, `${this.#follower.view.stream} to converge`);
  }
}

const PAUSE_MS = 15;

/**
 * Asks again until it is true; fails with what was waited for. Time in which a busy machine gives this process no turn is
 * not counted, so that a second is a second of what is tested.
 */
export async function until(check: () => boolean | Promise<boolean>, what: string, ms = 30_000): Promise<void> {
  let waited = 0;
  for (;;) {
    const begin = performance.now();
    if (await check()) return;
    const pause = performance.now();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    waited += pause - begin + Math.min(performance.now() - pause, 2 * PAUSE_MS);
    if (waited > ms) throw new Error(`waited ${ms} ms for ${what}`);
  }
}
