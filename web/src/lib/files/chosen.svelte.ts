import type { FileId, OwnFile } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import type { Result, WireError } from '@hearth/shared/kernel/errors';
import { readDraft, writeDraft } from '../text/drafts.ts';
import { writeAttached } from './attached.ts';
import { upload, type Uploading, type UploadLine } from './upload.ts';

/** One that is on its way there, or has arrived. */
export class Chosen {
  readonly key: string;
  /** What was chosen on this device; null for one that was there before a reload. */
  readonly chosen: File | null;
  /** What is said of it: what a picture shows, what a file is called. */
  words = $state('');
  /** Bytes, of what was chosen. */
  size = $state(0);
  fileId = $state<string | null>(null);
  /** What could be mended in it. */
  hints = $state.raw<OwnFile['hints']>([]);
  /** Between 0 and 1. */
  share = $state(0);
  refused = $state.raw<WireError | null>(null);
  /** The server could not be reached for long. What has arrived is kept there. */
  isCutOff = $state(false);
  /** What is sent of it, and as which file, so that an upload that was cut off goes on. */
  bytes: Blob | null = null;
  begun: FileId | null = null;
  readonly giveUp = new AbortController();

  constructor(key: string, chosen: File | null) {
    this.key = key;
    this.chosen = chosen;
  }

  get isUnderWay(): boolean {
    return this.fileId === null && !this.hasFailed;
  }

  get hasFailed(): boolean {
    return this.refused !== null || this.isCutOff;
  }
}

interface Place<Sent> {
  /** The draft in which they wait on the device, beside the words they belong to. */
  readonly draft: string;
  readonly most: number;
  readonly line: UploadLine;
  readonly pause: Uploading['pause'];
  readonly kind: ChosenKind<Sent>;
}

/** What pictures and files do each in their own way. */
export interface ChosenKind<Sent> {
  /** Of a draft, which may hold anything. */
  readonly read: (written: string) => Sent[];
  readonly sentOf: (fileId: string, chosen: Chosen) => Sent;
  /** Puts into a tile what was said of this one. */
  readonly show: (sent: Sent, chosen: Chosen) => void;
  /** What is said of one before anybody says anything. */
  readonly wordsOf: (file: File) => string;
  /** Why one is not sent at all. */
  readonly faultOf: (file: File) => WireError | null;
  readonly prepare: (file: File) => Promise<Blob>;
}

/**
 * What is being added to words: pictures, or files. They go to the server one after the other, which on a slow line has the
 * first one there soonest, and stay on the device as words do until they are sent.
 */
export class ChosenList<Sent extends { readonly fileId: string }> {
  readonly #where: Place<Sent>;
  #running: Promise<void> = Promise.resolve();
  list = $state.raw<readonly Chosen[]>([]);
  /** So many more were chosen than may be there. */
  tooMany = $state(false);

  constructor(where: Place<Sent>) {
    this.#where = where;
    this.show(where.kind.read(readDraft(where.draft)).slice(0, where.most));
  }

  add(files: Iterable<File>): void {
    const added = [...files].map((file) => new Chosen(freshKey(), file));
    const room = Math.max(0, this.#where.most - this.list.length);
    this.tooMany = added.length > room;
    this.list = [...this.list, ...added.slice(0, room)];
    for (const one of added.slice(0, room)) this.#take(one);
  }

  again(chosen: Chosen): void {
    chosen.refused = null;
    chosen.isCutOff = false;
    this.#send(chosen);
  }

  remove(chosen: Chosen): void {
    chosen.giveUp.abort();
    this.tooMany = false;
    this.list = this.list.filter((one) => one !== chosen);
    this.keep();
  }

  /** Resolves once none is on its way any more. */
  async settled(): Promise<void> {
    while (this.list.some(({ isUnderWay }) => isUnderWay)) await this.#running;
  }

  /** Those that have arrived. */
  get attached(): Sent[] {
    return this.list.flatMap((one) => (one.fileId === null ? [] : this.#where.kind.sentOf(one.fileId, one)));
  }

  /** Shows these in place of what is there: those that were sent and refused, or stood there before. */
  show(attached: readonly Sent[]): void {
    for (const { giveUp } of this.list) giveUp.abort();
    this.list = attached.map((sent) => {
      const chosen = new Chosen(sent.fileId, null);
      chosen.fileId = sent.fileId;
      this.#where.kind.show(sent, chosen);
      return chosen;
    });
    this.keep();
  }

  keep(): void {
    writeDraft(this.#where.draft, writeAttached(this.attached));
  }

  #take(one: Chosen): void {
    const { chosen } = one;
    if (!chosen) return;
    [one.size, one.words] = [chosen.size, this.#where.kind.wordsOf(chosen)];
    one.refused = this.#where.kind.faultOf(chosen);
    if (!one.refused) this.#send(one);
  }

  #send(one: Chosen): void {
    this.#running = this.#running.then(async () => {
      const { chosen, giveUp } = one;
      if (!chosen || giveUp.signal.aborted) return;
      const { line, pause, kind } = this.#where;
      const onProgress = (share: number) => (one.share = share);
      // The same bytes when it goes on later.
      one.bytes ??= await kind.prepare(chosen);
      const uploading = { piece: fileLimits.piece, onProgress, pause, signal: giveUp.signal };
      const answer = await upload(remembering(line, one), one.bytes, uploading, one.begun);
      this.#settle(one, answer);
    });
  }

  #settle(one: Chosen, answer: Result<OwnFile> | null): void {
    if (!answer) one.isCutOff = true;
    else if (answer.ok) [one.fileId, one.hints, one.bytes] = [answer.value.id, answer.value.hints, null];
    else [one.refused, one.begun] = [answer.error, null];
    if (this.list.includes(one)) this.keep();
  }
}

/** Notes as which file the server knows it. */
function remembering(line: UploadLine, chosen: Chosen): UploadLine {
  const begin = async (bytes: Blob) => {
    const answer = await line.begin(bytes);
    if (answer.ok) chosen.begun = answer.value.id;
    return answer;
  };
  return { ...line, begin };
}

let keys = 0;

function freshKey(): string {
  return `new ${++keys}`;
}
