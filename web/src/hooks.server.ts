import { error } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { type ApiClient, sessionCookie } from '@hearth/shared/transport';
import { apiClientFor, tellFailure } from '#lib/api/client.ts';
import { themeFrom } from '#lib/frame/theme.ts';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
// Pages that are rendered after a form was refused, whichever form it was: in the browser it comes with what looks at words.
import '#lib/held/sentences.ts';
import '#lib/word-lists/sentences.ts';

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    const cookies: string[] = [];
    event.locals.locale = locale;
    event.locals.theme = themeFrom(event.cookies.get('theme'));
    event.locals.api = apiClientFor(event, (line) => cookies.push(line));
    // Our pages have one unnamed form; asking for it by name is a 404, which the framework would log as our fault.
    if (event.url.searchParams.has('/default')) error(404);

    const render = async (): Promise<Response> => {
      const page = await resolve(event, {
        transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', event.locals.theme),
      });
      const response = event.locals.isGone ? new Response(page.body, { status: 410, headers: page.headers }) : page;
      for (const line of cookies) response.headers.append('set-cookie', line);
      if (response.headers.get('content-type') === 'text/html')
        response.headers.set('content-type', 'text/html; charset=utf-8');
      response.headers.set('content-language', locale);
      // Pages differ by person, language and theme, so no shared cache may hold them. What somebody who is
      // signed in sees is never written to a disk, which may be a school's. Nor are the pages by which one comes in:
      // whoever goes back to them is asked where they are now.
      const isSignedIn = Object.values(sessionCookie).some((name) => event.cookies.get(name));
      const isEntry = event.url.pathname.startsWith('/sign-');
      // What says so itself leads elsewhere tomorrow.
      const isPassing = response.headers.get('cache-control') === 'no-store';
      response.headers.set(
        'cache-control',
        isSignedIn || isEntry || isPassing ? 'private, no-store' : 'private, no-cache',
      );
      return response;
    };
    return (await handOver(await render(), event.locals.api)) ?? render();
  });

/** The framework's own handler would log the error as it is, including what was sent. */
export const handleError: HandleServerError = ({ kind, event, error: fault }) => {
  if (kind === 'unknown') tellFailure(event, fault);
};

/** A page that may be kept goes by way of the server. Null where it was rendered for many, and is for none of them. */
async function handOver(response: Response, api: ApiClient): Promise<Response | null> {
  const { status, headers } = response;
  const wasForReader = api.isForReader;
  if (!api.isCacheable || status !== 200 || !isPage(headers) || headers.has('set-cookie')) {
    await api.rendered(null);
    return wasForReader ? response : null;
  }
  const html = await api.rendered({ html: await response.text(), headers: [...headers] });
  if (html === null) return null;
  // It may be longer than what was rendered.
  headers.delete('content-length');
  headers.delete('etag');
  return new Response(html, { headers });
}

function isPage(headers: Headers): boolean {
  return headers.get('content-type')?.startsWith('text/html') ?? false;
}
