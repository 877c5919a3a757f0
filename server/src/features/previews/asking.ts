import { Unfetched } from '../../platform/public-web/connect.ts';
import type { Asking } from '../../platform/public-web/fetch.ts';
import type { Services } from '../../services.ts';
import { asksOfHost } from './budgets.ts';

/** How other sites are asked. Whoever runs one sees who asks, and where they can be found. */
export function askingAs(services: Services, what: string, signal: AbortSignal): Asking {
  const { baseUrl, publicWeb } = services;
  const agent = `Mozilla/5.0 (compatible; ${what}; +${baseUrl.url})`;
  return { reach: publicWeb, agent, before: mayAsk(services), signal };
}

/** Not ourselves: we would show a stranger's view of what the reader may know better. And nobody too often. */
function mayAsk({ baseUrl, limiter }: Services) {
  return async ({ hostname }: URL): Promise<void> => {
    if (hostname === new URL(baseUrl.url).hostname) throw new Unfetched('our own address');
    if ((await limiter.take(asksOfHost, { key: hostname, isTogether: false })) > 0)
      throw new Unfetched('this host was asked too often');
  };
}
