import type { Cookies } from '@sveltejs/kit';

interface Event {
  readonly cookies: Cookies;
  readonly url: URL;
}

/** Identifies the browser that signed up, so that the password chosen there is kept. */
const NAME = 'signed-up';
const PATH = '/sign-in';
/** As long as a sign-up is kept. */
const SECONDS = 24 * 3600;

export function rememberSignUp({ cookies, url }: Event, token: string): void {
  cookies.set(NAME, token, { ...attributesAt(url), maxAge: SECONDS });
}

function attributesAt({ protocol }: URL) {
  return { path: PATH, httpOnly: true, sameSite: 'lax', secure: protocol === 'https:' } as const;
}

/** The token of this browser's sign-up, as a command takes it. */
export function signUpOf({ cookies }: Pick<Event, 'cookies'>): { signUp?: string } {
  const token = cookies.get(NAME);
  return token ? { signUp: token } : {};
}

export function forgetSignUp({ cookies, url }: Event): void {
  cookies.delete(NAME, attributesAt(url));
}
