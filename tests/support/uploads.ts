import { OFFSET_HEADER, uploadPath } from '@hearth/shared/files/address';
import type { FileId, FileUse, OwnFile } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import type { Result } from '@hearth/shared/kernel/errors';
import sharp, { type Sharp } from 'sharp';
import type { Person } from './person.ts';
import { until } from './watching.ts';

interface Answer {
  readonly status: number;
  readonly body: Result<OwnFile>;
}

/** One piece of an upload, as browsers send it. */
export async function sendPiece(person: Person, id: string, offset: number, bytes: BodyInit | Buffer): Promise<Answer> {
  const headers = { 'content-type': 'application/octet-stream', [OFFSET_HEADER]: String(offset), ...person.headers() };
  const streaming = { duplex: 'half' };
  const response = await fetch(person.url + uploadPath(id), {
    method: 'PATCH',
    headers,
    // Node's fetch takes a Buffer over any memory; the browser's types do not.
    body: bytes as BodyInit,
    ...streaming,
  });
  // What the server answers an upload with.
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** Announces a file and sends all of it, piece after piece; the last answer. */
export async function send(person: Person, bytes: Buffer, use: FileUse = 'picture', name = 'picture.jpg') {
  const { id } = await person.do('file.begin', { use, name, size: bytes.length });
  return { id, answer: await sendFrom(person, id, 0, bytes) };
}

/** The rest of an upload from a place on. */
export async function sendFrom(person: Person, id: FileId, offset: number, bytes: Buffer): Promise<Answer> {
  let answer: Answer | null = null;
  for (let at = offset; at < bytes.length; at += fileLimits.piece) {
    answer = await sendPiece(person, id, at, bytes.subarray(at, at + fileLimits.piece));
    if (!answer.body.ok) return answer;
  }
  if (!answer) throw new Error('there was nothing left to send');
  return answer;
}

/** Once it is ready, or refused. */
export async function ended(person: Person, fileId: FileId, ms = 120_000): Promise<OwnFile> {
  let file = await person.see('file.get', { fileId });
  const isOver = async () => {
    file = await person.see('file.get', { fileId });
    return file.state === 'ready' || file.state === 'refused';
  };
  await until(isOver, 'the picture is ready or refused', ms);
  return file;
}

export async function upload(person: Person, bytes: Buffer, use: FileUse = 'picture', name = 'picture.jpg') {
  const { id } = await send(person, bytes, use, name);
  return ended(person, id);
}

/** Left to right it goes from black to red, top to bottom to blue: one sees which way it is turned. */
export function gradient(width: number, height: number): Sharp {
  const corners = Buffer.from([0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 0, 255]);
  return sharp(corners, { raw: { width: 2, height: 2, channels: 3 }, limitInputPixels: false }).resize(width, height, {
    fit: 'fill',
    kernel: 'linear',
  });
}

/** What no format makes small: a photo of a thousand pixels has some 700 kB. */
export async function noise(width: number, height: number): Promise<Buffer> {
  const create = {
    width,
    height,
    channels: 3 as const,
    background: '#888',
    noise: { type: 'gaussian' as const, mean: 128, sigma: 40 },
  };
  return sharp({ create, limitInputPixels: false }).jpeg({ quality: 90 }).toBuffer();
}
