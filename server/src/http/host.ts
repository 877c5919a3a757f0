import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { isLocal } from '../live/origin.ts';

/** Only names that are ours are answered: links in mails and the framework's own checks rest on the Host header. */
export function requireOwnHost({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>): RequestHandler {
  const own = publicUrl === null ? null : new URL(publicUrl).host;
  return (request, response, next) => {
    const given = request.headers.host ?? '';
    const name = given.replace(/:\d+$/, '');
    const isOwn = own === null ? isLocal(name) || name === host : given === own || isLocal(name);
    if (isOwn) next();
    else response.status(400).type('text').send('This server does not go by that name.');
  };
}
