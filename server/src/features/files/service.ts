import type * as contract from '@hearth/shared/files/commands';
import { fileError } from '@hearth/shared/files/errors';
import { isCaptionsName, isVideoName, kindOfName } from '@hearth/shared/files/kinds';
import { fileLimits } from '@hearth/shared/files/limits';
import type { getFile } from '@hearth/shared/files/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { Lane } from '../../platform/lane.ts';
import type { Resource, Services } from '../../services.ts';
import { isNew } from '../../request/counting.ts';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { collectUnused } from './collecting.ts';
import { presentOwn } from './present.ts';
import { removeFile, removeLater } from './removing.ts';
import { scheduleNext } from './scheduling.ts';
import { findFile, insertFile, readArriving, readSentSince, setAlt, type FileRecord } from './store.ts';

type Own = OutputOf<typeof contract.begin>;

const HOUR_MS = 3_600_000;
const MB = 1024 * 1024;

const beginning: Resource<Lane> = { open: () => new Lane() };

/** One after the other, so that many at once do not each find the same room. */
export async function begin(context: Context, input: InputOf<typeof contract.begin>): Promise<Own> {
  return context.services.use(beginning).run(() => beginNext(context, input));
}

async function beginNext(context: Context, { use, name, size }: InputOf<typeof contract.begin>): Promise<Own> {
  const { actor } = requirePerson(context);
  const { clock, jobs } = context.services;
  const _id = idFrom(context.commandId);
  const before = await findFile(_id);
  if (before) return presentOwn(requireOwner(context, before));
  requireTaken({ use, name, size });
  await requireRoom(context, { use, size });
  const at = clock.now();
  const collectedAt = new Date(at.getTime() + fileLimits.keptHours * HOUR_MS);
  await jobs.schedule(collectUnused, { key: _id, input: { fileId: _id }, at: collectedAt, about: actor.id });
  const nothingYet = { received: 0, isWaiting: false, pieces: [], sha256: null, forms: [], reason: null };
  const state = 'arriving' as const;
  const file: FileRecord = {
    ...{ _id, ownerId: actor.id, use, subject: null, name, alt: '', size, at, state },
    ...nothingYet,
  };
  if (await insertFile(file)) return presentOwn(file);
  return presentOwn(requireOwner(context, await findFile(_id)));
}

/** Before anything is sent: what it is called says what it cannot be, and how large it is is announced. */
function requireTaken({ use, name, size }: InputOf<typeof contract.begin>): void {
  if (use === 'photo' || use === 'picture') {
    if (size > fileLimits.picture) throw fileError('picture-too-large', { params: { most: fileLimits.picture / MB } });
    return;
  }
  if (use === 'video' && !isVideoName(name)) throw fileError('video-kind');
  if (use === 'captions' && !isCaptionsName(name)) throw fileError('captions-kind');
  if (use === 'attachment' && kindOfName(name) === null)
    throw fileError(OLD.test(name) ? 'file-old-office' : 'file-kind');
  const most = { attachment: fileLimits.file, video: fileLimits.video, captions: fileLimits.captions }[use];
  if (size > most) throw fileError('file-too-large', { params: { most: most / MB } });
}

const OLD = /\.(doc|xls|ppt)$/i;

/** Room for so many bytes more, of the caller's and of everybody's. */
export async function requireRoom(context: Context, { use, size }: Pick<FileRecord, 'use' | 'size'>): Promise<void> {
  const { visitor, services } = context;
  const now = services.clock.now();
  const sent = await readSentSince(requirePerson(context).actor.id, new Date(now.getTime() - 24 * HOUR_MS));
  const most = isNew(visitor, now) ? fileLimits.uploadsOfTheNew : fileLimits.uploadsEach;
  if (sent.filter(({ state }) => state === 'arriving').length >= most)
    throw fileError('too-many-uploads', { params: { most } });
  const isFilm = use === 'video';
  const alike = sent.filter((one) => (one.use === 'video') === isFilm);
  const bytes = alike.reduce((sum, one) => sum + one.size, size);
  if (bytes > (isFilm ? fileLimits.videosADay : fileLimits.aDay)) throw fileError('uploads-of-the-day');
  await requireRoomTogether(services, size);
}

async function requireRoomTogether({ blobs, clock }: Services, size: number): Promise<void> {
  const arriving = await readArriving();
  // One that has waited for long is not worked on: its job is a dead letter, or will be.
  const since = clock.now().getTime() - HOUR_MS;
  const waiting = arriving.filter(({ isWaiting, at }) => isWaiting && at.getTime() >= since);
  if (waiting.length >= fileLimits.waiting) throw fileError('uploads-full');
  const announced = arriving.reduce((sum, one) => sum + one.size, size);
  const toCome = arriving.reduce((sum, one) => sum + one.size - one.received, size);
  if (announced > fileLimits.unfinished || (await blobs.room()) - toCome < fileLimits.leftFree)
    throw fileError('no-room');
}

/** Whose id is taken by somebody else's file, or by one that is gone, has chosen it so. */
function requireOwner({ actor }: QueryContext, file: FileRecord | null): FileRecord {
  if (!file || actor.kind !== 'person' || file.ownerId !== actor.id) throw commonError('id-taken');
  return file;
}

/** The caller's file, or the refusal that there is none: others' do not exist for them. */
export async function requireOwn(context: QueryContext, id: string): Promise<FileRecord> {
  const { actor } = requirePerson(context);
  const file = await findFile(id);
  if (file?.ownerId !== actor.id) throw commonError('no-such-thing');
  return file;
}

export async function describe(context: Context, { fileId, alt }: InputOf<typeof contract.describe>): Promise<Own> {
  const file = await requireOwn(context, fileId);
  const described = await setAlt(file._id, requirePerson(context).actor.id, alt);
  if (!described) throw fileError('file-in-use');
  return presentOwn(described);
}

export async function discard(context: Context, { fileId }: InputOf<typeof contract.discard>) {
  const { actor } = requirePerson(context);
  const file = await findFile(fileId);
  if (!file || file.state === 'gone') return {};
  if (file.ownerId !== actor.id) throw commonError('no-such-thing');
  await removeLater(context.services, [fileId], idFrom(context.commandId));
  if (!(await removeFile(context.services, fileId, { subject: null }))) throw fileError('file-in-use');
  return {};
}

export async function get(context: QueryContext, { fileId }: InputOf<typeof getFile>): Promise<Own> {
  const file = await requireOwn(context, fileId);
  // A process that died after the last piece has not said that there is something to do.
  if (file.isWaiting) await scheduleNext(context.services, file);
  return presentOwn(file);
}
