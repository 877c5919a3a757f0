import { commonError, statusOf, type Result } from '@hearth/shared/kernel/errors';
import { AS_HEADER } from '@hearth/shared/transport';
import type { Request, Response } from 'express';
import type { Call } from '../commands.ts';
import { addressOf } from '../request/address.ts';
import { personIdOf } from '../request/context.ts';
import { settle } from '../request/outcome.ts';
import type { Services } from '../services.ts';

/** Finding out who asks can fail as everything else can, and is told in the same words. */
export function callOf(services: Services, request: Request, response: Response): Promise<Result<Call>> {
  return settle(services.log, async () => {
    const call = await known(services, request, response);
    requireSamePerson(call, request.get(AS_HEADER));
    return call;
  });
}

/** A page that was opened by somebody else must not speak for whoever has signed in since. Scripts need not say. */
function requireSamePerson({ visitor }: Call, expected: string | undefined): void {
  if (expected !== undefined && expected !== (personIdOf(visitor.actor) ?? '')) throw commonError('sign-in-first');
}

async function known(services: Services, request: Request, response: Response): Promise<Call> {
  const origin = {
    address: addressOf(request, services.config.trustedProxies),
    userAgent: request.get('user-agent') ?? '',
    requestId: String(response.locals['requestId']),
    setCookie: (line: string) => void response.append('Set-Cookie', line),
  };
  return { services, visitor: await services.sessions.resolve(services, request.headers.cookie ?? null), origin };
}

export function send(response: Response, result: Result<unknown>): void {
  response.set('Cache-Control', 'no-store');
  if (!result.ok && result.error.reason === 'too-fast')
    response.set('Retry-After', String(result.error.params?.['seconds'] ?? 1));
  response.status(result.ok ? 200 : statusOf[result.error.code]).json(result);
}
