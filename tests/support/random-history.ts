import { rightsFor } from '@hearth/shared/boards/policy';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { Person } from './person.ts';
import { present, reasonIn } from './parts.ts';
import { reactionKinds } from '@hearth/shared/reactions/entity';
import { trialLevels, trialPlaces, trialResults } from '@hearth/shared/trials/entity';
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
  /** Where threads are moved to and from. */
  readonly elsewhere: BoardId;
  readonly threads: string[];
  /** Those that were merged into others: nobody does anything there any more. */
  readonly merged: string[];
  readonly polls: string[];
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
const aThing = z.object({ id: z.string().optional(), poll: z.string().optional() });
const made = aThing.extend({
  to: z.string().optional(),
  thread: aThing.optional(),
  post: aThing.omit({ id: true }).optional(),
  question: aThing.optional(),
});

type Story = (scene: Scene) => { readonly by: Person; readonly input: Record<string, unknown> };

/** Those that threads are given, where whoever draws the history has had them made. */
const HISTORY_TAGS = ['late-bus', 'snow'];

export async function makeHistoryTags(by: Person): Promise<void> {
  for (const one of HISTORY_TAGS)
    await by.do('tag.create', {
      ...{ tagId: one, name: { en: one, es: `${one} es` } },
      ...{ synonyms: { en: [], es: [] }, group: null },
    });
}

const POSTS = 8;
const aPost = ({ any, below, threads }: Scene) => ({ threadId: any(threads), no: 1 + below(POSTS) });
const aQuestion = ({ any, rooms, questions }: Scene) => {
  const roomId = any(rooms);
  return { roomId, questionId: any(questions.get(roomId ?? '') ?? []) };
};
const aPoll = ({ any, below, mark }: Scene) => ({
  ...{ question: mark(), options: [mark(), mark()], many: below(2) === 0, named: below(2) === 0 },
  ...{ results: any(['always', 'voted', 'closed']), closesAt: null },
});
const somebody = ({ any, cast }: Scene) => any(Object.values(cast)) ?? cast.member;
const moderated = ({ any, cast, threads }: Scene, more: object) => ({
  by: cast.host,
  input: { threadId: any(threads), ...more },
});
const members = ({ any, cast }: Scene) => any([cast.member, cast.member, cast.host]) ?? cast.member;

/** One of each command that a stream can hold. Many are refused, as they are in life. */
export const STORIES: Readonly<Record<string, Story>> = {
  'thread.start': (scene) => ({
    by: members(scene),
    input: { boardId: scene.board, title: `Title ${scene.mark()}`, text: scene.mark(), language: 'en' },
  }),
  'post.reply': (scene) => ({
    by: members(scene),
    input: {
      ...{ threadId: scene.any(scene.threads), text: `**${scene.mark()}**` },
      ...(scene.below(3) === 0 && { poll: aPoll(scene) }),
    },
  }),
  'poll.vote': (scene) => ({
    by: somebody(scene),
    input: { pollId: scene.any(scene.polls), edition: scene.below(2), choices: scene.any([[], [0], [1], [0, 1]]) },
  }),
  'poll.change': (scene) => ({
    by: members(scene),
    input: { pollId: scene.any(scene.polls), poll: aPoll(scene) },
  }),
  'poll.close': (scene) => ({ by: somebody(scene), input: { pollId: scene.any(scene.polls) } }),
  'post.edit': (scene) => ({ by: members(scene), input: { ...aPost(scene), text: scene.mark() } }),
  'post.delete': (scene) => ({ by: somebody(scene), input: aPost(scene) }),
  'post.restore': (scene) => ({ by: somebody(scene), input: aPost(scene) }),
  'reaction.set': (scene) => ({
    by: somebody(scene),
    input: { ...aPost(scene), kind: scene.any([...reactionKinds, null]) ?? null },
  }),
  'trial.report': (scene) => ({
    by: somebody(scene),
    input: {
      ...aPost(scene),
      level: scene.any(trialLevels),
      place: scene.any(trialPlaces),
      result: scene.any(trialResults),
      ...{ changed: '', sentence: scene.mark() },
    },
  }),
  'trial.withdraw': (scene) => ({ by: somebody(scene), input: aPost(scene) }),
  'trial.remove': (scene) => ({ by: scene.cast.host, input: { ...aPost(scene), id: members(scene).personId } }),
  'card.remove': (scene) => ({ by: somebody(scene), input: { ...aPost(scene), url: 'https://school.example/' } }),
  'idea.vote': (scene) => ({
    by: somebody(scene),
    input: { threadId: scene.any(scene.threads), up: scene.below(3) > 0 },
  }),
  'idea.set-state': (scene) => ({
    by: scene.cast.host,
    input: {
      ...{ threadId: scene.any(scene.threads), reason: scene.mark() },
      state: scene.any(['considering', 'planned', 'done', 'declined', null]) ?? null,
    },
  }),
  'thread.lock': (scene) => moderated(scene, { reason: scene.mark() }),
  'thread.slow': (scene) => moderated(scene, { minutes: scene.below(3) }),
  'thread.move': (scene) => ({
    by: scene.cast.host,
    input: { threadId: scene.any(scene.threads), to: scene.any([scene.board, scene.elsewhere]) },
  }),
  'thread.merge': (scene) => ({
    by: scene.cast.host,
    input: { threadId: scene.any(scene.threads), into: scene.any(scene.threads) },
  }),
  'thread.split': (scene) => ({
    by: scene.cast.host,
    input: {
      ...{ threadId: scene.any(scene.threads), nos: [2 + scene.below(POSTS), 2 + scene.below(POSTS)] },
      ...{ to: scene.any([scene.board, scene.elsewhere]), title: `Title ${scene.mark()}` },
    },
  }),
  'post.purge': (scene) => ({
    by: scene.cast.host,
    input: { ...aPost(scene), reason: scene.mark(), ...(scene.below(2) === 0 && { title: `Title ${scene.mark()}` }) },
  }),
  'thread.pin': (scene) => ({
    by: scene.cast.host,
    input: { threadId: scene.any(scene.threads), until: scene.any([`${nextOn('01-14')}T15:00:00.000Z`, null]) ?? null },
  }),
  'thread.feature': (scene) => ({
    by: scene.cast.host,
    input: { threadId: scene.any(scene.threads), until: scene.any([`${nextOn('01-14')}T15:00:00.000Z`, null]) ?? null },
  }),
  'thread.tag': (scene) => ({
    by: somebody(scene),
    input: {
      threadId: scene.any(scene.threads),
      tags: scene.any([[], ...HISTORY_TAGS.map((one) => [one]), HISTORY_TAGS]),
    },
  }),
  'thread.unlock': (scene) => ({ by: scene.cast.host, input: { threadId: scene.any(scene.threads) } }),
  'answer.accept': (scene) => ({ by: somebody(scene), input: aPost(scene) }),
  'answer.take-back': (scene) => ({ by: somebody(scene), input: aPost(scene) }),
  'thread.mark-read': (scene) => ({ by: members(scene), input: aPost(scene) }),
  'board.edit': ({ any, board, cast, mark }) => ({
    by: cast.host,
    input: {
      ...{
        boardId: board,
        icon: 'book',
        colour: 'pine',
        kind: any(['discussion', 'question', 'ideas']),
        after: null,
        rights: rightsFor('everyone'),
      },
      template: [{ title: { en: mark(), es: mark() }, text: { en: mark(), es: '' }, required: false }],
      ...{ name: { en: mark(), es: mark() }, purpose: { en: mark(), es: mark() } },
    },
  }),
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

  constructor(seed: number, [board, elsewhere]: readonly [BoardId, BoardId], cast: Cast) {
    this.#state = seed * 2_654_435_761;
    this.#scene = {
      ...{ board, elsewhere, cast, threads: [], merged: [], polls: [], rooms: [], questions: new Map() },
      below: (most) => this.#below(most),
      any: (all) => all[this.#below(all.length)],
      mark: () => `mark${seed * 10_000 + ++this.#marks}end`,
    };
  }

  get streams(): string[] {
    const { board, elsewhere, threads, merged, polls, rooms } = this.#scene;
    const ofThreads = [...threads, ...merged].flatMap((id) => [`thread:${id}`, `reactions:${id}`]);
    return [
      ...ofThreads,
      ...polls.map((id) => `poll:${id}`),
      ...rooms.map((id) => `room:${id}`),
      `board:${board}`,
      `board:${elsewhere}`,
    ];
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
      (name === 'thread.start' && threads.length > 1) ||
      (name === 'thread.split' && threads.length > 2) ||
      (name === 'room.schedule' && rooms.length > 0);
    const isRare = (name: string) => ['room.end', 'thread.merge', 'thread.split'].includes(name);
    const names = Object.keys(STORIES).filter((name) => !isFull(name) && (!isRare(name) || this.#below(4) === 0));
    // Said more often than all else, so that there is enough to change.
    return this.#scene.any([...names, 'post.reply', 'post.edit', 'question.ask', 'question.ask', 'room.open']) ?? '';
  }

  #remember(name: string, value: z.infer<typeof made>, input: Record<string, unknown>): void {
    const { threads, merged, polls, rooms, questions } = this.#scene;
    if (name === 'thread.split') threads.push(present(value.to));
    if (name === 'thread.merge') merged.push(...threads.splice(threads.indexOf(String(input['threadId'])), 1));
    if (name === 'thread.start') threads.push(present(value.thread?.id));
    if (name === 'post.reply' && value.post?.poll) polls.push(value.post.poll);
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
