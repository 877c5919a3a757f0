import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Reach } from '@hearth/server/platform/public-web/connect';
import { portOf } from './parts.ts';

/** Another site, which the server under test may reach, and something inside of its network, which it may not. */
export interface OtherSite {
  readonly reach: Reach;
  /** An address there, under any of its names. */
  url(path: string, host?: string): string;
  /** What is answered at a path from now on. */
  at(path: string, answer: RequestListener): string;
  /** The same with a page of these words. */
  page(path: string, html: string, headers?: Readonly<Record<string, string>>): string;
  /** A name leads to these addresses from now on, or to what is said anew each time. */
  name(host: string, addresses: readonly string[] | (() => readonly string[] | Promise<readonly string[]>)): void;
  /** All that was asked here. */
  readonly asked: IncomingMessage[];
  /** Names that were looked up. */
  readonly resolved: string[];
  /** Where nobody may come, and how often somebody did. */
  readonly inside: { readonly port: number; connections: number };
  close(): Promise<void>;
}

export const HOST = 'site.example';

export async function openOtherSite(): Promise<OtherSite> {
  const answers = new Map<string, RequestListener>();
  const names = new Map<string, Parameters<OtherSite['name']>[1]>([[HOST, ['127.0.0.1']]]);
  const [asked, resolved]: [IncomingMessage[], string[]] = [[], []];
  const site = await listening(
    createServer((request, response) => {
      asked.push(request);
      const answer = answers.get((request.url ?? '').split('?')[0] ?? '');
      if (answer) answer(request, response);
      else response.writeHead(404).end();
    }),
  );
  const secret = await listening(createServer((_request, response) => response.end('<title>Secret</title>')));
  const inside = { port: portOf(secret), connections: 0 };
  secret.on('connection', () => (inside.connections += 1));
  const resolve = async (host: string): Promise<readonly string[]> => {
    resolved.push(host);
    const addresses = names.get(host) ?? [];
    return typeof addresses === 'function' ? addresses() : addresses;
  };
  const url = (path: string, host = HOST) => `http://${host}:${portOf(site)}${path}`;
  const at = (path: string, answer: RequestListener) => {
    answers.set(path, answer);
    return url(path);
  };
  return {
    reach: { resolve, inside: [`127.0.0.1:${portOf(site)}`] },
    url,
    at,
    page: (path, html, headers = {}) =>
      at(path, (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html);
      }),
    name: (host, addresses) => void names.set(host, addresses),
    ...{ asked, resolved, inside },
    close: async () => {
      for (const server of [site, secret]) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}

async function listening(server: Server): Promise<Server> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

/** A page that says of itself what pages say. */
export function aPage({ title = 'The late bus', description = 'Who drives it.', image = '' } = {}): string {
  const picture = image && `<meta property="og:image" content="${image}">`;
  return `<!doctype html><html><head><title>Not this</title><meta property="og:title" content="${title}">
    <meta property="og:site_name" content="Bus News"><meta name="description" content="${description}">${picture}
    </head><body><h1>Words</h1></body></html>`;
}
