import { randomUUID } from 'node:crypto';
import { fileError } from '@hearth/shared/files/errors';
import type { OwnFile } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import { commonError } from '@hearth/shared/kernel/errors';
import { codeOf } from '../../platform/error-code.ts';
import type { Piece } from '../../request/bytes.ts';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import type { Resource, Services } from '../../services.ts';
import { presentOwn } from './present.ts';
import { scheduleNext } from './scheduling.ts';
import { requireOwn } from './service.ts';
import { faultOf, type Fault } from './sniff.ts';
import { isText, startOf } from './sniff-file.ts';
import { videoKindOf } from './video.ts';
import { addPiece, findFile, refuseFile, type FileRecord } from './store.ts';

/** Pieces that are on their way in this process, by person. What arrives of each is in memory until it is stored. */
const underWay: Resource<Map<string, number>> = { open: () => new Map() };

/** Takes a piece in. What has come of one whose line is cut counts too, so that every try brings the upload on. */
export async function receive(context: QueryContext, id: string, piece: Piece): Promise<OwnFile> {
  const { actor } = requirePerson(context);
  const { services } = context;
  const file = await requireOwn(context, id);
  if (file.state !== 'arriving') throw fileError(isReason(file.reason) ? file.reason : 'upload-over');
  if (piece.offset !== file.received) throw elsewhere(file);
  if (file.isWaiting) return presentOwn(file);
  const pieces = services.use(underWay);
  const own = pieces.get(actor.id) ?? 0;
  const all = [...pieces.values()].reduce((sum, count) => sum + count, 0);
  if (own >= fileLimits.piecesEach || all >= fileLimits.piecesTogether) throw commonError('busy');
  pieces.set(actor.id, own + 1);
  try {
    const arrived = await gather(piece.bytes, Math.min(fileLimits.piece, file.size - file.received));
    return presentOwn(await store(services, file, arrived));
  } finally {
    const left = (pieces.get(actor.id) ?? 1) - 1;
    if (left === 0) pieces.delete(actor.id);
    else pieces.set(actor.id, left);
  }
}

interface Arrived {
  readonly bytes: Buffer;
  readonly isCut: boolean;
}

async function gather(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Arrived> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of bytes) {
      length += chunk.length;
      if (length > most) throw commonError('invalid-input');
      chunks.push(chunk);
    }
  } catch (error) {
    if (length > most) throw error;
    return { bytes: Buffer.concat(chunks), isCut: true };
  }
  return { bytes: Buffer.concat(chunks), isCut: false };
}

async function store(services: Services, file: FileRecord, { bytes, isCut }: Arrived): Promise<FileRecord> {
  const { _id, received, size } = file;
  const isLast = received + bytes.length === size;
  if (bytes.length < fileLimits.pieceLeast && !isLast) {
    // Nobody hears of what was cut off; of anything else that is so small there would be too many.
    if (isCut) return file;
    throw commonError('invalid-input');
  }
  const fault = received === 0 ? faultAtStart(file, bytes) : null;
  if (fault) {
    await refuseFile(_id, fault);
    throw fileError(fault);
  }
  const key = `${_id}/piece-${randomUUID()}`;
  await put(services, key, bytes);
  const after = await addPiece(file, { key, size: bytes.length });
  if (!after) {
    await services.blobs.remove(key);
    // Another one came first: the same piece over a line that was thought to be cut, or it was given up.
    const now = await findFile(_id);
    throw now?.state === 'arriving' ? elsewhere(now) : fileError('upload-over');
  }
  if (isLast) await scheduleNext(services, after);
  return after;
}

/** Nobody sends all of what is not taken anyway. */
function faultAtStart({ use, name }: FileRecord, bytes: Buffer): Fault | null {
  if (use === 'photo' || use === 'picture') return faultOf(bytes);
  if (use === 'captions') return isText(bytes) ? null : 'captions-kind';
  if (use === 'video') return videoKindOf(bytes) ? null : 'video-kind';
  const start = startOf(bytes, name);
  return typeof start === 'object' ? start.fault : null;
}

async function put({ blobs }: Services, key: string, bytes: Uint8Array): Promise<void> {
  try {
    await blobs.put(key, bytes);
  } catch (error) {
    const code = codeOf(error);
    // Given up while this piece was on its way: its folder went away under it.
    if (code === 'ENOENT') throw fileError('upload-over');
    throw code === 'ENOSPC' || code === 'EDQUOT' ? fileError('no-room') : error;
  }
}

function elsewhere({ received }: FileRecord) {
  return fileError('upload-offset', { params: { received } });
}

function isReason(reason: string | null): reason is keyof typeof fileError.reasons {
  return reason !== null && Object.hasOwn(fileError.reasons, reason);
}
