import type { Cookies } from '@sveltejs/kit';

interface Event {
  readonly cookies: Cookies;
  readonly url: URL;
}

/** By it the server knows the browser again that signed up, so that the password chosen there stands. */
const NAME = 'signed-up';
const PATH = '/sign-in';
/** As long as a sign-up is kept. */
const SECONDS = 24 * 3600;

export function rememberSignUp({ cookies, url }: Event, token: string): void {
  const secure = url.protocol === 'https:';
  cookies.set(NAME, token, { path: PATH, httpOnly: true, sameSite: 'lax', secure, maxAge: SECONDS });
}

/** What this browser's sign-up was told, as a command takes it. */
export function signUpOf({ cookies }: Pick<Event, 'cookies'>): { signUp?: string } {
  const token = cookies.get(NAME);
  return token ? { signUp: token } : {};
}

export function forgetSignUp({ cookies }: Pick<Event, 'cookies'>): void {
  cookies.delete(NAME, { path: PATH });
}
