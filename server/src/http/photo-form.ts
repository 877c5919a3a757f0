import { randomUUID } from 'node:crypto';
import { PHOTO_FORM_PATH } from '@hearth/shared/files/address';
import { begin } from '@hearth/shared/files/commands';
import type { FileId } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import type { Result } from '@hearth/shared/kernel/errors';
import type { Request, Router } from 'express';
import { receivePiece } from '../bytes.ts';
import { runCommand, type Call } from '../commands.ts';
import { settle } from '../request/outcome.ts';
import type { Services } from '../services.ts';
import { callOf } from './call.ts';
import { formFile, type FormFile } from './form-file.ts';

/** As long as the server waits for a request. */
const FORM_MS = 30_000;

/**
 * The way in for a photo before scripts run: a plain form. It becomes an upload like every other, counted and refused as
 * they are, and the page goes on with it; what is refused is said there.
 */
export function addPhotoForm(router: Router, services: Services): void {
  router.post(PHOTO_FORM_PATH.replace('/api', ''), async (request, response) => {
    const call = await callOf(services, request, response);
    const taken = call.ok ? await take(call.value, request) : call;
    if (response.destroyed) return;
    // What is still on its way is of no use to anybody: the connection ends with the answer.
    if (!request.readableEnded) response.set('Connection', 'close');
    const [name, value] = taken.ok ? ['picture', taken.value] : ['refused', taken.error.reason];
    response.redirect(303, `/you?${new URLSearchParams({ [name]: value })}#photo`);
  });
}

async function take(call: Call, request: Request): Promise<Result<FileId>> {
  const form = await settle(call.services.log, () => formFile(request), FORM_MS);
  if (!form.ok) return form;
  const begun = await runCommand(call, begin.name, randomUUID(), { use: 'photo', name: '', size: form.value.size });
  if (!begun.ok) return begun;
  // What this command answers with.
  const { id } = begin.output.parse(begun.value);
  const sent = await send(call, id, form.value);
  // Nobody goes on with it.
  if (!sent.ok) await runCommand(call, 'file.discard', randomUUID(), { fileId: id });
  return sent;
}

async function send(call: Call, id: FileId, form: FormFile): Promise<Result<FileId>> {
  const all = async (): Promise<Result<FileId>> => {
    let offset = 0;
    for await (const bytes of form.pieces(fileLimits.piece)) {
      const answer = await receivePiece(call, id, { offset, bytes: onlyThis(bytes) });
      if (!answer.ok) return answer;
      offset += bytes.length;
    }
    return { ok: true, value: id };
  };
  const sent = await settle(call.services.log, all, FORM_MS);
  return sent.ok ? sent.value : sent;
}

async function* onlyThis(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
