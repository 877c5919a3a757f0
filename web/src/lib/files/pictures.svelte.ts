import type { FileId, OwnFile } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import type { Result, WireError } from '@hearth/shared/kernel/errors';
import { readDraft, writeDraft } from '../text/drafts.ts';
import { readAttached, writeAttached, type SentPicture } from './attached.ts';
import { shrink } from './shrink.ts';
import { upload, type Uploading, type UploadLine } from './upload.ts';

/** One that is on its way there, or has arrived. */
export class ChosenPicture {
  readonly key: string;
  /** What was chosen on this device; null for one that was there before a reload. */
  readonly chosen: File | null;
  alt = $state('');
  fileId = $state<string | null>(null);
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

interface Place {
  /** Where they wait on the device beside the words they belong to. */
  readonly place: string;
  readonly most: number;
  readonly line: UploadLine;
  readonly pause: Uploading['pause'];
}

/**
 * Pictures that are being added to something. They go to the server one after the other, which on a slow line has the first
 * one there soonest, and stay on the device as words do until they are sent.
 */
export class ChosenPictures {
  readonly #where: Place;
  #running: Promise<void> = Promise.resolve();
  list = $state.raw<readonly ChosenPicture[]>([]);
  /** So many more were chosen than may be there. */
  tooMany = $state(false);

  constructor(where: Place) {
    this.#where = where;
    this.show(readAttached(readDraft(this.#draft)).slice(0, where.most));
  }

  add(files: Iterable<File>): void {
    const added = [...files].map((file) => new ChosenPicture(freshKey(), file));
    const room = Math.max(0, this.#where.most - this.list.length);
    this.tooMany = added.length > room;
    this.list = [...this.list, ...added.slice(0, room)];
    for (const one of added.slice(0, room)) this.#send(one);
  }

  again(picture: ChosenPicture): void {
    picture.refused = null;
    picture.isCutOff = false;
    this.#send(picture);
  }

  remove(picture: ChosenPicture): void {
    picture.giveUp.abort();
    this.tooMany = false;
    this.list = this.list.filter((one) => one !== picture);
    this.keep();
  }

  /** Resolves once none is on its way any more. */
  async settled(): Promise<void> {
    while (this.list.some(({ isUnderWay }) => isUnderWay)) await this.#running;
  }

  /** Those that have arrived. */
  get attached(): SentPicture[] {
    return this.list.flatMap(({ fileId, alt }) => (fileId === null ? [] : { fileId, alt: alt.trim() }));
  }

  /** Shows these in place of what is there: those that were sent and refused, or stood there before. */
  show(attached: readonly SentPicture[]): void {
    for (const { giveUp } of this.list) giveUp.abort();
    this.list = attached.map(({ fileId, alt }) => {
      const picture = new ChosenPicture(fileId, null);
      [picture.fileId, picture.alt] = [fileId, alt];
      return picture;
    });
    this.keep();
  }

  keep(): void {
    writeDraft(this.#draft, writeAttached(this.attached));
  }

  get #draft(): string {
    return `${this.#where.place}:pictures`;
  }

  #send(picture: ChosenPicture): void {
    this.#running = this.#running.then(async () => {
      const { chosen, giveUp } = picture;
      if (!chosen || giveUp.signal.aborted) return;
      const { line, pause } = this.#where;
      const onProgress = (share: number) => (picture.share = share);
      // The same bytes when it goes on later.
      picture.bytes ??= await shrink(chosen);
      const uploading = { piece: fileLimits.piece, onProgress, pause, signal: giveUp.signal };
      const answer = await upload(remembering(line, picture), picture.bytes, uploading, picture.begun);
      this.#settle(picture, answer);
    });
  }

  #settle(picture: ChosenPicture, answer: Result<OwnFile> | null): void {
    if (!answer) picture.isCutOff = true;
    else if (answer.ok) [picture.fileId, picture.bytes] = [answer.value.id, null];
    else [picture.refused, picture.begun] = [answer.error, null];
    if (this.list.includes(picture)) this.keep();
  }
}

/** Notes as which file the server knows it. */
function remembering(line: UploadLine, picture: ChosenPicture): UploadLine {
  const begin = async (bytes: Blob) => {
    const answer = await line.begin(bytes);
    if (answer.ok) picture.begun = answer.value.id;
    return answer;
  };
  return { ...line, begin };
}

let keys = 0;

function freshKey(): string {
  return `new ${++keys}`;
}
