import type { CommandName, CommandNamed } from '@hearth/shared/contract';
import type { SentTo } from '@hearth/shared/kernel/command';
import type { WireError } from '@hearth/shared/kernel/errors';
import type { PersonId } from '@hearth/shared/kernel/ids';
import type { Question, QuestionId, RoomId } from '@hearth/shared/rooms/entity';
import type { RoomChange } from '@hearth/shared/rooms/events';
import {
  answeredQuestions,
  dismissedQuestions,
  openQuestions,
  questionNow,
  type RoomState,
} from '@hearth/shared/rooms/state';
import { OWN_VOTE } from '@hearth/shared/rooms/own';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Start } from '../live/views.ts';
import { readDraft, writeDraft } from '../text/drafts.ts';
import { roomView } from './room-view.ts';

interface Mine {
  readonly votes: readonly QuestionId[];
  readonly questions: readonly Question[];
}

/** Shows the refusal of something done, if any, and passes it on. */
export type Told = (doing: Promise<WireError | null>) => Promise<WireError | null>;

/** An office-hours room on screen. Your own votes and questions are kept beside the room's state. */
export class LiveRoom extends LiveView<RoomState, RoomChange> {
  readonly #id: RoomId;
  readonly #own: LiveOwn;
  #votes = $state.raw<ReadonlySet<QuestionId>>(new Set());
  #mine = $state.raw<ReadonlySet<QuestionId>>(new Set());
  readonly #notes = new Map<QuestionId, string>();
  readonly asked;

  room = $derived.by(() => this.state.room);
  now = $derived.by(() => questionNow(this.state));
  open = $derived.by(() => openQuestions(this.state));
  answered = $derived.by(() => answeredQuestions(this.state));
  dismissed = $derived.by(() => dismissedQuestions(this.state));
  own = $derived.by(() => this.open.filter((question) => this.#mine.has(question.id)));

  constructor(live: LivePage, own: LiveOwn, start: Start<RoomState>, mine: Mine) {
    const { id } = start.state.room;
    super(live, roomView(id, live.ask), start);
    this.#id = id;
    this.#own = own;
    this.#votes = new Set(mine.votes);
    this.#mine = new Set(mine.questions.map((question) => question.id));
    this.asked = this.messages('question.ask', id, ({ question }) => {
      this.#mine = new Set([...this.#mine, question.id]);
      return true;
    });
  }

  /** Votes given in another tab or on another device. */
  override start(): () => void {
    const stopListening = this.#own.listen(OWN_VOTE, (key, up) => {
      const [roomId, questionId] = key.split('/');
      if (roomId === this.#id) this.#showVote(questionId as QuestionId, up === true);
    });
    const stop = super.start();
    return () => {
      stopListening();
      stop();
    };
  }

  hasVoted(id: QuestionId): boolean {
    return this.#votes.has(id);
  }

  isMine(id: QuestionId): boolean {
    return this.#mine.has(id);
  }

  /** The place of a question in the queue; 1 is next. */
  placeOf(id: QuestionId): number {
    return this.open.findIndex((question) => question.id === id) + 1;
  }

  /** Shown at once and reverted if refused. The count is always the server's. */
  async vote(id: QuestionId, up: boolean): Promise<WireError | null> {
    this.#showVote(id, up);
    const refused = await this.#do('question.vote', { questionId: id, up });
    if (refused) this.#showVote(id, !up);
    return refused;
  }

  ask = (text: string, anonymous: boolean) => this.asked.send({ roomId: this.#id, text, anonymous });
  withdraw = (id: QuestionId) => this.#do('question.withdraw', { questionId: id });
  dismiss = (id: QuestionId, note: string) => this.#do('question.dismiss', { questionId: id, note });
  reopen = (id: QuestionId) => this.#do('question.reopen', { questionId: id });
  goLive = () => this.#do('room.open', {});
  end = () => this.#do('room.end', {});
  addHost = (personId: PersonId) => this.#do('room.add-host', { personId });
  removeHost = (personId: PersonId) => this.#do('room.remove-host', { personId });

  /** A host's note on an answer, until it is sent with it. */
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

  /** Starts answering a question. The note on the previous one is sent first. */
  async answerNow(id: QuestionId): Promise<WireError | null> {
    const { nowId } = this.room;
    const note = nowId ? this.noteOf(nowId).trim() : '';
    const refused = nowId && note ? await this.finish(nowId, note) : null;
    const replaces = note ? null : nowId;
    return refused ?? this.#do('question.answer-now', { questionId: id, replaces });
  }

  /** Starts answering the first question in the queue. */
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

  #do<N extends CommandName>(name: N, input: Omit<SentTo<CommandNamed<N>>, 'roomId'>): Promise<WireError | null> {
    // Every command here takes a roomId; a generic type cannot express that.
    return this.send(name, { roomId: this.#id, ...input } as unknown as SentTo<CommandNamed<N>>);
  }
}
