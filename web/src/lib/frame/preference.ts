import type { Cookies } from '@sveltejs/kit';

/** As long as browsers keep one. */
const SECONDS = 400 * 24 * 3600;

/** Remembers a choice at this browser, with or without an account. Scripts read the language, and over https it goes nowhere else. */
export function remember(
  { cookies, url }: { readonly cookies: Cookies; readonly url: URL },
  name: 'locale' | 'theme',
  value: string,
): void {
  const secure = url.protocol === 'https:';
  cookies.set(name, value, { path: '/', httpOnly: false, sameSite: 'lax', secure, maxAge: SECONDS });
}
