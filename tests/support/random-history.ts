import type { BoardId } from '@hearth/shared/boards/entity';
import type { Person } from './person.ts';
import { present, reasonIn } from './parts.ts';
import { reactionKinds } from '@hearth/shared/reactions/entity';
import { z } from 'zod';
import { nextOn } from './dates.ts';

interface Cast {
  readonly member: Person;
  readonly host: Person;
  readonly admin: Person;
}

/** What a story may use. */
interface Scene {
  readonly board: BoardId;
  readonly threads: string[];
  readonly rooms: string[];
  /** By room. */
  readonly questions: Map<string, string[]>;
  readonly cast: Cast;
  /** A number below `most`. */
  readonly below: (most: number) => number;
  /** One of several; undefined where there are none. */
  readonly any: <T>(all: readonly T[]) => T | undefined;
  /** Words that were said nowhere else. */
  readonly mark: () => string;
}

/** What comes of a command that makes something, by what it is. */
const aThing = z.object({ id: z.string().optional() });
const made = aThing.extend({ thread: aThing.optional(), question: aThing.optional() });

type Story = (scene: Scene) => { readonly by: Person; readonly input: Record<string, unknown> };

const POSTS = 8;
const aPost = ({ any, below, threads }: Scene) => ({ threadId: any(threads), no: 1 + below(POSTS) });
const aQuestion = ({ any, rooms, questions }: Scene) => {
  const roomId = any(rooms);
  return { roomId, questionId: any(questions.get(roomId ?? '') ?? []) };
};
const somebody = ({ any, cast }: Scene) => any(Object.values(cast)) ?? cast.member;
const members = ({ any, cast }: Scene) => any([cast.member, cast.member, cast.host]) ?? cast.member;

/** One of each command that a stream can hold. Many are refused, as they are in life. */
export const STORIES: Readonly<Record<string, Story>> = {
  'thread.start': (scene) => ({
    by: members(scene),
    input: { boardId: scene.board, title: `Title ${scene.mark()}`, text: scene.mark(), language: 'en' },
  }),
  'post.reply': (scene) => ({
    by: members(scene),
    input: { threadId: scene.any(scene.threads), text: `**${scene.mark()}**` },
  }),
  'post.edit': (scene) => ({ by: members(scene), input: { ...aPost(scene), text: scene.mark() } }),
  'post.delete': (scene) => ({ by: somebody(scene), input: aPost(scene) }),
  'post.restore': (scene) => ({ by: somebody(scene), input: aPost(scene) }),
  'reaction.set': (scene) => ({
    by: somebody(scene),
    input: { ...aPost(scene), kind: scene.any([...reactionKinds, null]) ?? null },
  }),
  'answer.accept': (scene) => ({ by: somebody(scene), input: aPost(scene) }),
  'answer.take-back': (scene) => ({ by: somebody(scene), input: aPost(scene) }),
  'thread.mark-read': (scene) => ({ by: members(scene), input: aPost(scene) }),
  'room.schedule': ({ cast, mark }) => ({
    by: cast.host,
    input: {
      title: `Room ${mark()}`,
      purpose: mark(),
      language: 'en',
      readers: 'everyone',
      startsAt: `${nextOn('01-12')}T15:00:00.000Z`,
      minutes: 60,
      hosts: [],
    },
  }),
  'room.edit': ({ any, rooms, cast, mark }) => ({
    by: cast.host,
    input: {
      ...{ roomId: any(rooms), title: `Room ${mark()}`, purpose: mark(), language: 'en', minutes: 45 },
      ...{ startsAt: `${nextOn('01-13')}T15:00:00.000Z`, zone: 'America/Chicago' },
    },
  }),
  'room.cancel': ({ any, rooms, cast }) => ({ by: cast.host, input: { roomId: any(rooms) } }),
  'room.open': ({ any, rooms, cast }) => ({ by: cast.host, input: { roomId: any(rooms) } }),
  'room.end': ({ any, rooms, cast }) => ({ by: cast.host, input: { roomId: any(rooms) } }),
  'room.add-host': ({ any, rooms, cast }) => ({
    by: cast.admin,
    input: { roomId: any(rooms), personId: cast.admin.personId },
  }),
  'room.remove-host': ({ any, rooms, cast }) => ({
    by: cast.admin,
    input: { roomId: any(rooms), personId: cast.admin.personId },
  }),
  'question.ask': (scene) => ({
    by: members(scene),
    input: { roomId: scene.any(scene.rooms), text: scene.mark(), anonymous: scene.below(2) === 0 },
  }),
  'question.withdraw': (scene) => ({ by: members(scene), input: aQuestion(scene) }),
  'question.vote': (scene) => ({ by: somebody(scene), input: { ...aQuestion(scene), up: scene.below(3) > 0 } }),
  'question.answer-now': (scene) => ({ by: scene.cast.host, input: { ...aQuestion(scene), replaces: null } }),
  'question.answered': (scene) => ({ by: scene.cast.host, input: { ...aQuestion(scene), note: scene.mark() } }),
  'question.dismiss': (scene) => ({ by: scene.cast.host, input: { ...aQuestion(scene), note: scene.mark() } }),
  'question.reopen': (scene) => ({ by: scene.cast.host, input: aQuestion(scene) }),
};

/** What people did, drawn by a seed: the same seed draws the same. */
export class RandomHistory {
  readonly #scene: Scene;
  #state: number;
  #marks = 0;
  /** Commands that were carried out. */
  accepted = 0;

  constructor(seed: number, board: BoardId, cast: Cast) {
    this.#state = seed * 2_654_435_761;
    this.#scene = {
      ...{ board, cast, threads: [], rooms: [], questions: new Map() },
      below: (most) => this.#below(most),
      any: (all) => all[this.#below(all.length)],
      mark: () => `mark${seed * 10_000 + ++this.#marks}end`,
    };
  }

  get streams(): string[] {
    const { board, threads, rooms } = this.#scene;
    const ofThreads = threads.flatMap((id) => [`thread:${id}`, `reactions:${id}`]);
    return [...ofThreads, ...rooms.map((id) => `room:${id}`), `board:${board}`];
  }

  async step(): Promise<void> {
    const name = this.#next();
    const story = STORIES[name];
    if (!story) throw new Error(`there is no story of ${name}`);
    const { by, input } = story(this.#scene);
    const { body } = await by.post(name, input);
    if (reasonIn(body) !== null) return;
    this.accepted += 1;
    this.#remember(name, z.object({ value: made }).parse(body).value, input);
  }

  /** There is something to talk about before it is talked about, and never so much that nobody talks twice about it. */
  #next(): string {
    const { threads, rooms } = this.#scene;
    if (threads.length === 0) return 'thread.start';
    if (rooms.length === 0) return 'room.schedule';
    const isFull = (name: string) =>
      (name === 'thread.start' && threads.length > 1) || (name === 'room.schedule' && rooms.length > 0);
    const names = Object.keys(STORIES).filter((name) => !isFull(name) && (name !== 'room.end' || this.#below(4) === 0));
    // Said more often than all else, so that there is enough to change.
    return this.#scene.any([...names, 'post.reply', 'post.edit', 'question.ask', 'question.ask', 'room.open']) ?? '';
  }

  #remember(name: string, value: z.infer<typeof made>, input: Record<string, unknown>): void {
    const { threads, rooms, questions } = this.#scene;
    if (name === 'thread.start') threads.push(present(value.thread?.id));
    if (name === 'room.schedule') rooms.push(present(value.id));
    if (name !== 'question.ask') return;
    const roomId = String(input['roomId']);
    questions.set(roomId, [...(questions.get(roomId) ?? []), present(value.question?.id)]);
  }

  /** Numerical Recipes' generator: enough to draw by. */
  #below(most: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * most);
  }
}
