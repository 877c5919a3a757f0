import type { Draft } from '@hearth/shared/drafts/entity';
import { draftLimits } from '@hearth/shared/drafts/limits';
import { OWN_DRAFT } from '@hearth/shared/drafts/own';
import { threadLimits } from '@hearth/shared/threads/limits';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import { overHttp } from '../api/http.ts';
import { claimant } from '../live/device.ts';
import type { LivePage } from '../live/live.svelte.ts';
import type { Loaded } from '../live/views.ts';
import { baseAt, isBegunFrom, isSame, noteCarried, noteVersion, NOTHING, wordsOf, type Written } from './base.ts';

/** Where they write it. */
export interface Fields {
  read(): Written;
  write(words: Written): void;
  /** What stands there before anything is written. */
  readonly blank: Written;
  /** Whether such words are on their way, or on the page because they were refused. */
  isShown?(text: string): boolean;
}

type Found = Loaded<'draft.get'>;

/** Without an answer for so long nobody is told any more that the words are saved. */
const UNSURE_MS = 1_500;

/**
 * The draft of one place on the server, besides the one that the device keeps. It is saved while one writes, and never over
 * words that were saved elsewhere since: those are offered.
 */
export class ServerDraft {
  readonly place: string;
  readonly #live: LivePage;
  readonly #fields: Fields;
  /** The command that will send the words. */
  #id: string;
  #turn = 0;
  /** The version that the words in the fields follow. */
  #known: number | null = null;
  /** As the server has them. */
  #saved: Written;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  #isOpen = false;
  /** While the words are being sent. */
  #isHeld = false;
  isSaved = $state(false);
  /** Why they are on this device alone. */
  refused = $state.raw<{ readonly reason: string } | null>(null);
  /** What was saved elsewhere since these words were begun. */
  newer = $state.raw<Draft | null>(null);

  constructor(place: string, live: LivePage, fields: Fields, id?: string) {
    this.place = place;
    this.#live = live;
    this.#fields = fields;
    this.#saved = fields.blank;
    this.#id = id ?? crypto.randomUUID();
  }

  /** Under which the words are sent. Each id is for one command: what is written next may be sent before this one has arrived. */
  takeId(): string {
    const id = this.#id;
    this.#renewId();
    return id;
  }

  /** In the browser, when the fields hold what the device has kept. Returns how to stop. */
  start(own: LiveOwn): () => void {
    const stopListening = own.listen(OWN_DRAFT, (place, version) => {
      if (place === this.place) void this.#hear(Number(version));
    });
    const leave = () => {
      if (document.visibilityState === 'hidden') this.#leave();
    };
    addEventListener('visibilitychange', leave);
    addEventListener('pagehide', this.#leave);
    return () => {
      stopListening();
      removeEventListener('visibilitychange', leave);
      removeEventListener('pagehide', this.#leave);
      void this.#save();
    };
  }

  /** Something was typed. */
  changed(): void {
    this.#note();
    if (this.newer || this.#isHeld) return;
    this.#timer ??= setTimeout(() => void this.#save(), draftLimits.everyMs);
  }

  /** The words are being sent: what the fields hold until there is an answer is nothing to be saved. */
  hold(): void {
    this.#isHeld = true;
    this.#note();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** They have arrived, and what has been begun since takes their place; or they were refused. */
  async release(isSent: boolean): Promise<void> {
    await this.#saving;
    this.#isHeld = false;
    if (!isSent) return this.#isBlank() ? undefined : this.changed();
    this.#renewId();
    this.newer = null;
    if (this.#isOpen) await this.#send(this.#fields.read());
  }

  /** They have arrived, or were given up, and what they were written in goes. */
  async end(): Promise<void> {
    this.hold();
    await this.#saving;
    if (this.#known !== null) await this.#send(this.#fields.blank);
  }

  /** Shows what was saved elsewhere. Gives back what stood there. */
  show(): Written {
    const mine = this.#fields.read();
    if (this.newer) this.#takeUp(this.newer);
    return mine;
  }

  /** What stands here is to count. */
  keep(words = this.#fields.read()): void {
    if (this.newer) {
      this.#known = this.newer.version;
      this.#saved = wordsOf(this.newer);
    }
    this.newer = null;
    this.#fields.write(words);
    void this.#save();
  }

  /** Whenever there is a connection: what was saved elsewhere meanwhile meets what stands here. */
  async look(): Promise<void> {
    await this.#saving;
    const found = await this.#ask();
    if (!found || this.#isHeld) return;
    this.#isOpen = true;
    this.#meet(found);
  }

  /** Null where there is no connection, or it is not for them to see. */
  async #ask(): Promise<Found | null> {
    const result = await this.#live.ask('draft.get', { place: this.place }).catch(() => null);
    return result?.ok ? result.value : null;
  }

  async #hear(version: number): Promise<void> {
    await this.#saving;
    if (this.#isHeld || version <= (this.#known ?? 0)) return;
    await this.look();
  }

  /** What is on the server meets what stands here. Nothing that was written here goes, unless it is what has been sent. */
  #meet({ draft, version, gone }: Found): void {
    const base = baseAt(this.place);
    const words = this.#fields.read();
    this.newer = null;
    if (draft && isSame(wordsOf(draft), words)) return this.#adopt(version, words);
    if (this.#isBlank()) {
      const isEmptied = draft && isBegunFrom(draft, base);
      if (draft && !isEmptied && !this.#fields.isShown?.(draft.text.trim())) return this.#takeUp(draft);
      this.#known = version;
      if (!isEmptied) return;
      // It was emptied here, or other words were sent in its place, while there was no connection.
      this.#saved = wordsOf(draft);
      return this.changed();
    }
    if (draft && !isBegunFrom(draft, base)) {
      this.newer = draft;
      return;
    }
    // Sent or discarded as they are here, or as they were gone on with elsewhere.
    const isGone = base?.isClean === true && base.version !== undefined && gone !== null && base.version <= gone;
    if (!draft && isGone) {
      this.#fields.write(this.#fields.blank);
      return this.#adopt(version, this.#fields.blank);
    }
    this.#known = version;
    this.#saved = draft ? wordsOf(draft) : this.#fields.blank;
    this.changed();
  }

  #takeUp(draft: Draft): void {
    const words = wordsOf(draft);
    this.newer = null;
    this.#fields.write(words);
    this.#adopt(draft.version, words);
  }

  #adopt(version: number | null, words: Written): void {
    this.#known = version;
    this.#saved = words;
    this.isSaved = !this.#isBlank();
    this.#note();
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#saving;
    if (!this.#isOpen || !this.#isToBeSaved()) return;
    await this.#send(this.#fields.read());
    if (!this.refused && this.#isToBeSaved()) this.changed();
  }

  #isToBeSaved(): boolean {
    const words = this.#fields.read();
    const isTooLong = words.text.length > threadLimits.post || words.title.length > 2 * threadLimits.title;
    return !this.newer && !this.#isHeld && !isTooLong && !isSame(words, this.#saved);
  }

  #send(words: Written): Promise<void> {
    const unsure = setTimeout(() => (this.isSaved = false), UNSURE_MS);
    const sent = this.#live.send('draft.save', this.#inputFor(words)).then((result) => {
      clearTimeout(unsure);
      this.refused = result.ok ? null : result.error;
      this.isSaved &&= result.ok;
      if (!result.ok) return;
      const { version, newer } = result.value;
      if (newer && !isSame(wordsOf(newer), this.#fields.read())) this.newer = newer;
      else this.#adopt(version, words);
    });
    this.#saving = sent;
    return sent;
  }

  /** The page may be gone before anything else is done: the browser itself carries what is not saved yet. */
  readonly #leave = (): void => {
    if (!this.#isOpen || !this.#isToBeSaved()) return;
    const words = this.#fields.read();
    const carry = overHttp('', (path, init) => fetch(path, { ...init, keepalive: true }), claimant());
    const command = { name: 'draft.save', commandId: crypto.randomUUID(), input: this.#inputFor(words), since: 0 };
    // Whether it has arrived, and as which version, is found out where the draft is read next.
    noteCarried(this.place, words);
    void carry(command).catch(() => {});
  };

  #inputFor(words: Written) {
    const { title, text, inReplyTo } = isSame(words, this.#fields.blank) ? NOTHING : words;
    const by = { commandId: this.#id, turn: ++this.#turn };
    return { place: this.place, title, text, ...(inReplyTo && { inReplyTo }), expected: this.#known, by };
  }

  #renewId(): void {
    this.#id = crypto.randomUUID();
    this.#turn = 0;
  }

  #isBlank(): boolean {
    return isSame(this.#fields.read(), this.#fields.blank);
  }

  /** Beside the words on the device: the version they follow, and whether they are that version. */
  #note(): void {
    const words = this.#fields.read();
    const isClean = isSame(words, this.#saved);
    const isNothing = isClean && this.#isBlank();
    noteVersion(this.place, this.#isHeld || isNothing ? null : this.#known, isClean);
  }
}
