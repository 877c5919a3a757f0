import type { WireError } from '@hearth/shared/kernel/errors';
import type { PersonId } from '@hearth/shared/kernel/ids';
import type { AsideReason, Question, QuestionId, RoomId } from '@hearth/shared/rooms/entity';
import type { RoomChange } from '@hearth/shared/rooms/events';
import {
  answeredQuestions,
  dismissedQuestions,
  openQuestions,
  questionNow,
  type RoomState,
} from '@hearth/shared/rooms/state';
import { OWN_VOTE } from '@hearth/shared/rooms/own';
import { readAttached, type SentPicture } from '../files/attached.ts';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Start } from '../live/views.ts';
import type { Wish } from '../student-information/wish.ts';
import { readDraft, takeUpDraft, writeDraft } from '../text/drafts.ts';
import { roomView } from './room-view.ts';

interface Mine {
  readonly votes: readonly QuestionId[];
  readonly questions: readonly Question[];
}

/** Shows the refusal of something done, if any, and passes it on. */
export type Told = (doing: Promise<WireError | null>) => Promise<WireError | null>;

/** Where the pictures below an answer wait on the device, beside its words. */
const picturesDraft = (id: QuestionId) => `note:${id}:pictures`;

/** An office-hours room on screen. Your own votes and questions are kept beside the room's state. */
export class LiveRoom extends LiveView<RoomState, RoomChange> {
  readonly #here: { readonly roomId: RoomId };
  readonly #own: LiveOwn;
  /** As the server has said it. */
  #votes = $state.raw<ReadonlySet<QuestionId>>(new Set());
  /** One's last tap on a question, until the server has answered it: what it says of earlier ones is old by then. */
  #taps = $state.raw<ReadonlyMap<QuestionId, { readonly up: boolean }>>(new Map());
  /** One's own as they were last seen: what a host sets aside is in no event, and only its asker goes on seeing it. */
  #mine = $state.raw<ReadonlyMap<QuestionId, Question>>(new Map());
  readonly #notes = new Map<QuestionId, string>();
  readonly #pictures = new Map<QuestionId, () => Promise<readonly SentPicture[] | null>>();
  readonly asked;

  room = $derived.by(() => this.state.room);
  now = $derived.by(() => questionNow(this.state));
  open = $derived.by(() => openQuestions(this.state));
  answered = $derived.by(() => answeredQuestions(this.state));
  dismissed = $derived.by(() => dismissedQuestions(this.state));
  own = $derived.by(() =>
    [...this.#mine.values()]
      .map((question) => this.state.questions[question.id] ?? question)
      .filter(({ status }) => status !== 'withdrawn')
      .sort((a, b) => b.order - a.order),
  );

  constructor(live: LivePage, own: LiveOwn, start: Start<RoomState>, mine: Mine) {
    const { id } = start.state.room;
    super(live, roomView(id, live.ask), start);
    this.#here = { roomId: id };
    this.#own = own;
    this.#votes = new Set(mine.votes);
    this.#showMine(mine.questions);
    this.asked = this.messages('question.ask', id, ({ question }) => {
      this.#showMine([question]);
      return true;
    });
  }

  /** Votes given in another tab or on another device. */
  override start(): () => void {
    const stopListening = this.#own.listen(OWN_VOTE, (key, up) => {
      const [roomId, questionId] = key.split('/');
      // The key is made of the two ids; see OWN_VOTE.
      if (roomId === this.#here.roomId) this.#learnVote(questionId as QuestionId, up === true);
    });
    const stop = super.start();
    return () => {
      stopListening();
      stop();
    };
  }

  /** One's own that has left was set aside by a host, or taken back in another tab: the server says which, to its asker alone. */
  protected override show(state: RoomState): void {
    const { questions } = this.state;
    const hasLeft = (id: QuestionId) => questions[id] !== undefined && state.questions[id] === undefined;
    super.show(state);
    if ([...this.#mine.keys()].some(hasLeft)) void this.#readMine();
  }

  async #readMine(): Promise<void> {
    const result = await this.live.ask('room.get', this.#here).catch(() => null);
    if (!result?.ok) return;
    const { mine } = result.value;
    this.#mine = new Map();
    this.#showMine(mine.questions);
  }

  #showMine(questions: readonly Question[]): void {
    this.#mine = new Map([...this.#mine, ...questions.map((question) => [question.id, question] as const)]);
  }

  hasVoted(id: QuestionId): boolean {
    return this.#taps.get(id)?.up ?? this.#votes.has(id);
  }

  isMine(id: QuestionId): boolean {
    return this.#mine.has(id);
  }

  /** The place of a question in the queue; 1 is next. */
  placeOf(id: QuestionId): number {
    return this.open.findIndex((question) => question.id === id) + 1;
  }

  /** Shown at once, and not any more if refused. The count is always the server's. */
  async vote(id: QuestionId, up: boolean): Promise<WireError | null> {
    const tap = { up };
    this.#taps = new Map(this.#taps).set(id, tap);
    const refused = await this.send('question.vote', { ...this.#here, questionId: id, up });
    if (!refused) this.#learnVote(id, up);
    if (this.#taps.get(id) === tap) this.#taps = new Map([...this.#taps].filter(([tapped]) => tapped !== id));
    return refused;
  }

  ask = (text: string, anonymous: boolean, wish: Wish = {}) =>
    this.asked.send({ ...this.#here, text, anonymous, ...wish });
  withdraw = (id: QuestionId) => this.send('question.withdraw', { ...this.#here, questionId: id });
  dismiss = (id: QuestionId, reason?: AsideReason) =>
    this.send('question.dismiss', { ...this.#here, questionId: id, note: '', ...(reason && { reason }) });
  reopen = (id: QuestionId) => this.send('question.reopen', { ...this.#here, questionId: id });
  goLive = () => this.send('room.open', this.#here);
  end = () => this.send('room.end', this.#here);
  addHost = (personId: PersonId) => this.send('room.add-host', { ...this.#here, personId });
  removeHost = (personId: PersonId) => this.send('room.remove-host', { ...this.#here, personId });

  /** A host's note on an answer, until it is sent with it. */
  noteOf(id: QuestionId): string {
    if (!this.#notes.has(id)) takeUpDraft(`note:${id}`);
    return this.#notes.get(id) ?? readDraft(`note:${id}`);
  }

  keepNote(id: QuestionId, note: string): void {
    this.#notes.set(id, note);
    writeDraft(`note:${id}`, note);
  }

  /** `ask` gives the pictures below an answer that is being written, once they are there. Returns how to take that back. */
  writePictures(id: QuestionId, ask: () => Promise<readonly SentPicture[] | null>): () => void {
    this.#pictures.set(id, ask);
    return () => {
      if (this.#pictures.get(id) === ask) this.#pictures.delete(id);
    };
  }

  /** Null where they are not to be sent yet, and their field says why. */
  async picturesOf(id: QuestionId): Promise<readonly SentPicture[] | null> {
    const ask = this.#pictures.get(id);
    return ask ? ask() : readAttached(readDraft(picturesDraft(id)));
  }

  async finish(
    id: QuestionId,
    note: string,
    pictures: readonly SentPicture[],
    wish: Wish = {},
  ): Promise<WireError | null> {
    const attached = pictures.length > 0 ? { pictures: [...pictures] } : {};
    const answer = { ...this.#here, questionId: id, note, ...attached, ...wish };
    const refused = await this.send('question.answered', answer);
    if (refused) return refused;
    this.keepNote(id, '');
    writeDraft(picturesDraft(id), '');
    return null;
  }

  /** Starts answering a question. The answer to the previous one is sent first. */
  async answerNow(id: QuestionId): Promise<WireError | null> {
    const { nowId } = this.room;
    const pictures = nowId ? await this.picturesOf(nowId) : [];
    if (!pictures) return null;
    const note = nowId ? this.noteOf(nowId).trim() : '';
    const isNoted = note !== '' || pictures.length > 0;
    const refused = nowId && isNoted ? await this.finish(nowId, note, pictures) : null;
    const replaces = isNoted ? null : nowId;
    return refused ?? this.send('question.answer-now', { ...this.#here, questionId: id, replaces });
  }

  /** Starts answering the first question in the queue. */
  async next(): Promise<WireError | null> {
    const [first] = this.open;
    return first ? this.answerNow(first.id) : null;
  }

  #learnVote(id: QuestionId, up: boolean): void {
    const votes = new Set(this.#votes);
    if (up) votes.add(id);
    else votes.delete(id);
    this.#votes = votes;
  }
}
