import { OFFSET_HEADER } from '@hearth/shared/files/address';
import { commonError } from '@hearth/shared/kernel/errors';
import type { Request, Response, Router } from 'express';
import { findBytes, receivePiece } from '../bytes.ts';
import type { Call } from '../commands.ts';
import type { StoredBytes } from '../request/bytes.ts';
import type { Services } from '../services.ts';
import { rangeOf } from './byte-range.ts';
import { callOf, send } from './call.ts';
import { OpenResponses } from './open-responses.ts';
import { sendBytes } from './send-bytes.ts';

/** Whatever a browser is made to see in them, nothing of it runs or loads, and no other site shows it. */
const PROTECTION = {
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** A phone may be in a tunnel for a while. */
const STILL_MS = 60_000;

/**
 * What strangers may see a browser keeps for whoever asked, and asks each time whether they may still see it. What members
 * alone may see is written to no disk, like their pages: it may be a school's.
 */
const keeping = ({ isPublic }: StoredBytes) => (isPublic ? 'private, no-cache' : 'private, no-store');

/** Bytes in pieces, and out again; the protocol stands in `shared/src/files/address.ts`. */
export function addFileRoutes(router: Router, services: Services): void {
  const open = new OpenResponses();
  router.patch('/uploads/:id', async (request, response) => {
    const call = await callOf(services, request, response);
    const offset = offsetOf(request);
    if (!call.ok) return refuse(request, response, call);
    if (offset === null) return refuse(request, response, { ok: false, error: commonError('invalid-input').wire });
    const result = await receivePiece(call.value, request.params.id, { offset, bytes: request });
    // Whoever was cut off hears nothing any more.
    if (response.destroyed) return;
    if (result.ok) send(response, result);
    else refuse(request, response, result);
  });
  router.get('/files/:id/:form', async (request, response) => {
    const call = await callOf(services, request, response);
    if (!call.ok) return send(response, call);
    const { id, form } = request.params;
    const found = await findBytes(call.value, id, form);
    if (found.ok) await serve({ call: call.value, open }, request, response, found.value);
    else send(response, found);
  });
}

/** What is still on its way is of no use to anybody: the connection ends with the answer. */
function refuse(request: Request, response: Response, result: Parameters<typeof send>[1]): void {
  if (!request.readableEnded) response.set('Connection', 'close');
  send(response, result);
}

function offsetOf(request: Request): number | null {
  const given = request.get(OFFSET_HEADER) ?? '';
  if (!/^\d{1,15}$/.test(given) || request.get('content-type') !== 'application/octet-stream') return null;
  return Number(given);
}

interface Serving {
  readonly call: Call;
  readonly open: OpenResponses;
}

async function serve(
  { call, open }: Serving,
  request: Request,
  response: Response,
  stored: StoredBytes,
): Promise<void> {
  const { log } = call.services;
  const tag = `"${stored.tag}"`;
  response.set({ ...PROTECTION, 'Cache-Control': keeping(stored), ETag: tag, 'Accept-Ranges': 'bytes' });
  if (isKnown(request.get('if-none-match'), tag)) return void response.status(304).end();
  const range = mayBePart(request, tag) ? rangeOf(request.get('range'), stored.size) : null;
  if (range === 'unsatisfiable') return void response.status(416).set('Content-Range', `bytes */${stored.size}`).end();
  response.set({ 'Content-Type': stored.type, 'Content-Disposition': dispositionOf(stored) });
  const { first, last } = range ?? { first: 0, last: stored.size - 1 };
  if (range) response.status(206).set('Content-Range', `bytes ${first}-${last}/${stored.size}`);
  response.set('Content-Length', String(last - first + 1));
  if (request.method === 'HEAD') return void response.end();
  const bytes = await stored.read(range ?? undefined);
  if (!bytes) {
    for (const name of ['Content-Length', 'Content-Range', 'Content-Disposition', 'ETag']) response.removeHeader(name);
    return send(response, { ok: false, error: commonError('no-such-thing').wire });
  }
  open.add(response, stored.isStill);
  if (first === 0)
    void stored.onOpened?.(call.origin).catch((error: unknown) => log.error({ error }, 'an opened file was not noted'));
  // Whoever goes away in the middle is no fault.
  await sendBytes(bytes, response, STILL_MS).catch((error: unknown) =>
    log.debug({ error }, 'a file was not sent whole'),
  );
}

/** As RFC 6266 has it: for old programs a name in plain signs, for all others (RFC 8187) the one it has. */
function dispositionOf({ name, isSaved }: StoredBytes): string {
  const plain = name.replace(/[^\w .()-]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const said = `filename="${plain}"${plain === name ? '' : `; filename*=UTF-8''${whole}`}`;
  return `${isSaved ? 'attachment' : 'inline'}; ${said}`;
}

function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

/** A part of other bytes than those that are there already would make a file of two halves. */
function mayBePart(request: Request, tag: string): boolean {
  const condition = request.get('if-range');
  return condition === undefined || condition.trim() === tag;
}
