import type { OwnFile } from '@hearth/shared/files/entity';
import type { Result, WireError } from '@hearth/shared/kernel/errors';

/** The way to the server, which may be cut off at any byte. Each call rejects where no answer came. */
export interface UploadLine {
  begin(bytes: Blob): Promise<Result<OwnFile>>;
  /** How far it is. */
  look(id: OwnFile['id']): Promise<Result<OwnFile>>;
  /** Sends a piece that begins at `offset`; says meanwhile how many bytes of it have left. */
  send(id: OwnFile['id'], offset: number, piece: Blob, onSent: (bytes: number) => void): Promise<Result<OwnFile>>;
}

export interface Uploading {
  /** Bytes of one piece. */
  readonly piece: number;
  /** Between 0 and 1. */
  readonly onProgress: (share: number) => void;
  /** A pause after the n-th fault in a row, and of a second for 0; ends early when the network is back. */
  readonly pause: (faults: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** So many faults in a row, and whoever waits is asked whether to go on. */
const MOST_FAULTS = 8;

/**
 * Brings a file to the server and goes on where a line was cut off: what has arrived is not sent again. Resolves to the
 * file once it can be shown, to the refusal where the server says no, and to null where it cannot be reached for long, or
 * the upload was given up. With `begun`, an upload that was cut off before goes on.
 */
export async function upload(
  line: UploadLine,
  bytes: Blob,
  uploading: Uploading,
  begun: OwnFile['id'] | null = null,
): Promise<Result<OwnFile> | null> {
  const patience = new Patience(uploading);
  let answer = await patience.answerOf(() => (begun ? line.look(begun) : line.begin(bytes)));
  while (answer?.ok && answer.value.state === 'arriving') {
    const { id, received } = answer.value;
    const piece = bytes.slice(received, received + uploading.piece);
    const onSent = (more: number) => uploading.onProgress((received + Math.min(more, piece.size)) / bytes.size);
    const sent = await patience.attempt(() => line.send(id, received, piece, onSent));
    if (sent?.ok) patience.calm();
    // Whatever it was, the server knows where to go on.
    answer = sent && !isPassing(sent) ? sent : await patience.again(() => line.look(id), received);
  }
  while (answer?.ok && answer.value.state === 'making') {
    await uploading.pause(0);
    const { id } = answer.value;
    answer = uploading.signal.aborted ? null : await patience.answerOf(() => line.look(id));
  }
  return answer?.ok && answer.value.state === 'refused' ? { ok: false, error: refusalOf(answer.value) } : answer;
}

/** What the server found in it once all of it was there. The page has the sentence. */
function refusalOf({ reason, line }: OwnFile): WireError {
  return { code: 'invalid', reason: reason ?? 'picture-broken', message: '', params: { line } };
}

/** Refusals that are about the moment or the place, not about the file. */
function isPassing(result: Result<unknown>): boolean {
  return !result.ok && (result.error.code === 'busy' || ['too-fast', 'upload-offset'].includes(result.error.reason));
}

/** Counts the faults in a row. */
class Patience {
  #faults = 0;
  readonly #uploading: Uploading;

  constructor(uploading: Uploading) {
    this.#uploading = uploading;
  }

  calm(): void {
    this.#faults = 0;
  }

  /** Null where no answer came. */
  async attempt<T>(call: () => Promise<T>): Promise<T | null> {
    return call().catch(() => null);
  }

  /** Asks until there is an answer that is about the file; null once there were too many faults, or nobody waits any more. */
  async answerOf(call: () => Promise<Result<OwnFile>>): Promise<Result<OwnFile> | null> {
    for (;;) {
      const result = await this.attempt(call);
      if (result && !isPassing(result)) return result;
      if (!(await this.#wait())) return null;
    }
  }

  /** The same after a fault. That a part has arrived is as good as an answer: the line works. */
  async again(look: () => Promise<Result<OwnFile>>, before: number): Promise<Result<OwnFile> | null> {
    const found = (await this.#wait()) ? await this.answerOf(look) : null;
    if (found?.ok && found.value.received > before) this.calm();
    return found;
  }

  async #wait(): Promise<boolean> {
    const { signal, pause } = this.#uploading;
    if (++this.#faults > MOST_FAULTS || signal.aborted) return false;
    await pause(this.#faults);
    return !signal.aborted;
  }
}
