import type { Cookies } from '@sveltejs/kit';

/** As long as browsers keep a cookie. */
const SECONDS = 400 * 24 * 3600;

/** Remembers a choice in this browser, with or without an account. Scripts may read it. */
export function remember(
  { cookies, url }: { readonly cookies: Cookies; readonly url: URL },
  name: 'locale' | 'theme' | 'zone',
  value: string,
): void {
  const secure = url.protocol === 'https:';
  cookies.set(name, value, { path: '/', httpOnly: false, sameSite: 'lax', secure, maxAge: SECONDS });
}
