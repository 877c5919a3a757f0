import type { Question, QuestionId, RoomId } from '@hearth/shared/rooms/entity';
import type { WireError } from '@hearth/shared/kernel/errors';
import type { PersonId } from '@hearth/shared/kernel/ids';
import type { Position } from '@hearth/shared/kernel/protocol';
import {
  answeredQuestions,
  dismissedQuestions,
  openQuestions,
  questionNow,
  type RoomState,
} from '@hearth/shared/rooms/state';
import { giveBack } from '../live/late.ts';
import type { Live } from '../live/live.svelte.ts';
import { PendingWords, type Pending } from '../live/pending.svelte.ts';
import type { Send } from '../live/views.ts';
import { readDraft, writeDraft } from '../text/drafts.ts';
import { roomView } from './room-view.ts';

interface Mine {
  readonly votes: readonly QuestionId[];
  readonly questions: readonly Question[];
}

interface Said {
  readonly text: string;
  readonly anonymous: boolean;
}
/** A question of one's own that is under way, or was refused. */
export type PendingQuestion = Pending<Said>;

/** Shows what came of something; resolves to the refusal, if any. */
export type Told = (doing: Promise<WireError | null>) => Promise<WireError | null>;

/** An office-hours room on screen. What concerns oneself alone – own votes, own questions – is beside the room's state. */
export class LiveRoom {
  readonly #live: Live;
  readonly #id: RoomId;
  #state = $state.raw<RoomState>({} as RoomState);
  #votes = $state.raw<ReadonlySet<QuestionId>>(new Set());
  #mine = $state.raw<ReadonlySet<QuestionId>>(new Set());
  readonly #notes = new Map<QuestionId, string>();
  readonly #asked: PendingWords<Said, { question: Question }>;

  room = $derived.by(() => this.#state.room);
  now = $derived.by(() => questionNow(this.#state));
  open = $derived.by(() => openQuestions(this.#state));
  answered = $derived.by(() => answeredQuestions(this.#state));
  dismissed = $derived.by(() => dismissedQuestions(this.#state));
  pending = $derived.by(() => this.#asked.shown);
  own = $derived.by(() => this.open.filter((question) => this.#mine.has(question.id)));

  constructor(live: Live, start: { state: RoomState; mine: Mine }) {
    this.#live = live;
    this.#id = start.state.room.id;
    this.#state = start.state;
    this.#votes = new Set(start.mine.votes);
    this.#mine = new Set(start.mine.questions.map((question) => question.id));
    this.#asked = new PendingWords<Said, { question: Question }>({
      send: (said, commandId) => live.send('question.ask', { roomId: this.#id, ...said }, commandId),
      left: () => live.underWay('question.ask'),
      saidBy: (input) => questionTo(input, this.#id),
      accept: (_, { question }) => {
        this.#mine = new Set([...this.#mine, question.id]);
        return null;
      },
      giveBack: ({ text, anonymous }) => giveBack({ place: `ask:${this.#id}`, words: text, isNameless: anonymous }),
    });
  }

  /** Begins to follow; returns how to stop. In the browser only. */
  start(position: Position): () => void {
    const follow = this.#live.follow(
      roomView(this.#id, this.#live.ask),
      { state: this.#state, position },
      (state) => (this.#state = state),
    );
    const stopAsked = this.#asked.start();
    return () => {
      follow.stop();
      stopAsked();
    };
  }

  hasVoted(id: QuestionId): boolean {
    return this.#votes.has(id);
  }

  isMine(id: QuestionId): boolean {
    return this.#mine.has(id);
  }

  /** The place of a waiting question, 1 for the next one. */
  placeOf(id: QuestionId): number {
    return this.open.findIndex((question) => question.id === id) + 1;
  }

  /** Shown at once; taken back if the server refuses. The number of votes is always the server's. */
  async vote(id: QuestionId, up: boolean): Promise<WireError | null> {
    this.#showVote(id, up);
    const result = await this.#live.send('question.vote', { roomId: this.#id, questionId: id, up });
    if (!result.ok) this.#showVote(id, !up);
    return result.ok ? null : result.error;
  }

  ask = (text: string, anonymous: boolean) => this.#asked.send({ text, anonymous });
  resume = (text: string) => this.#asked.resume(text);
  takeBack = (key: string) => this.#asked.takeBack(key);
  withdraw = (id: QuestionId) => this.#do('question.withdraw', { questionId: id });
  dismiss = (id: QuestionId, note: string) => this.#do('question.dismiss', { questionId: id, note });
  reopen = (id: QuestionId) => this.#do('question.reopen', { questionId: id });
  goLive = () => this.#do('room.open', {});
  end = () => this.#do('room.end', {});
  addHost = (personId: PersonId) => this.#do('room.add-host', { personId });
  removeHost = (personId: PersonId) => this.#do('room.remove-host', { personId });

  /** A host's note on an answer, until it is said with it. */
  noteOf(id: QuestionId): string {
    return this.#notes.get(id) ?? readDraft(`note:${id}`);
  }

  keepNote(id: QuestionId, note: string): void {
    this.#notes.set(id, note);
    writeDraft(`note:${id}`, note);
  }

  async finish(id: QuestionId, note: string): Promise<WireError | null> {
    const refused = await this.#do('question.answered', { questionId: id, note });
    if (!refused) this.keepNote(id, '');
    return refused;
  }

  /** Takes up a question. What was noted on the one before is said first. */
  async answerNow(id: QuestionId): Promise<WireError | null> {
    const { nowId } = this.room;
    const note = nowId ? this.noteOf(nowId).trim() : '';
    const refused = nowId && note ? await this.finish(nowId, note) : null;
    const replaces = note ? null : nowId;
    return refused ?? this.#do('question.answer-now', { questionId: id, replaces });
  }

  /** The next question: the one in front of the line. */
  async next(): Promise<WireError | null> {
    const [first] = this.open;
    return first ? this.answerNow(first.id) : null;
  }

  #showVote(id: QuestionId, up: boolean): void {
    const votes = new Set(this.#votes);
    if (up) votes.add(id);
    else votes.delete(id);
    this.#votes = votes;
  }

  async #do(name: Parameters<Send>[0], input: Record<string, unknown>): Promise<WireError | null> {
    const result = await this.#live.send(name, { roomId: this.#id, ...input } as never);
    return result.ok ? null : result.error;
  }
}

/** A command kept on the device is as it was sent, or somebody has been there: then it was to have no name. */
function questionTo(input: unknown, roomId: RoomId): Said | null {
  if (typeof input !== 'object' || input === null || !('roomId' in input) || !('text' in input)) return null;
  if (input.roomId !== roomId || typeof input.text !== 'string') return null;
  return { text: input.text, anonymous: !('anonymous' in input && input.anonymous === false) };
}
