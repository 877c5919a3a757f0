import { OFFSET_HEADER, uploadPath } from '@hearth/shared/files/address';
import type { FileUse, OwnFile } from '@hearth/shared/files/entity';
import type { Result } from '@hearth/shared/kernel/errors';
import { AS_HEADER } from '@hearth/shared/transport';
import type { LivePage } from '../live/live.svelte.ts';
import type { UploadLine } from './upload.ts';

/** A line on which nothing has moved for so long is gone, whatever it says. */
const STILL_MS = 20_000;
const SECOND_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** As `personId`, whom the page was opened for: the browser adds the cookie of whoever is signed in by now. */
export function lineOver(live: LivePage, use: FileUse | ((name: string) => FileUse), personId: string): UploadLine {
  return {
    begin: (bytes) => {
      const name = bytes instanceof File ? bytes.name : '';
      return live.send('file.begin', { use: typeof use === 'string' ? use : use(name), name, size: bytes.size });
    },
    look: (id) => live.ask('file.get', { fileId: id }),
    // `fetch` does not tell how much has left.
    send: (id, offset, piece, onSent) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const giveUp = () => request.abort();
        let timer = setTimeout(giveUp, STILL_MS);
        request.open('PATCH', uploadPath(id));
        request.setRequestHeader('content-type', 'application/octet-stream');
        request.setRequestHeader(OFFSET_HEADER, String(offset));
        request.setRequestHeader(AS_HEADER, personId);
        request.upload.onprogress = ({ loaded }) => {
          clearTimeout(timer);
          timer = setTimeout(giveUp, STILL_MS);
          onSent(loaded);
        };
        request.onloadend = () => {
          clearTimeout(timer);
          const answer = answerIn(request.responseText);
          if (answer) resolve(answer);
          else reject(new Error('no answer came'));
        };
        request.send(piece);
      }),
  };
}

/** What stands between may answer with a page of its own. */
function answerIn(text: string): Result<OwnFile> | null {
  try {
    const answer: unknown = JSON.parse(text);
    // Whatever comes from there and says that it is an answer has been read through its schema.
    return typeof answer === 'object' && answer !== null && 'ok' in answer ? (answer as Result<OwnFile>) : null;
  } catch {
    return null;
  }
}

/** Longer after each fault, and over at once when the network is back. */
export function untilLater(faults: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(
      done,
      faults === 0 ? SECOND_MS : Math.min(LONGEST_PAUSE_MS, SECOND_MS * 2 ** (faults - 1)),
    );
    addEventListener('online', done);
  });
}
