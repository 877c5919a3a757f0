import type { Language } from '@hearth/shared/accounts/entity';

interface DemoPost {
  readonly by: string;
  /** Under the alias the thread was begun with. */
  readonly unnamed?: true;
  readonly minutesAgo: number;
  readonly text: string;
}

export interface DemoThread {
  readonly key: string;
  readonly board: string;
  readonly title: string;
  readonly language: Language;
  /** The number of the post that whoever began it accepted as the answer. */
  readonly answer?: number;
  readonly posts: readonly DemoPost[];
}

/**
 * Threads as one writes them down:
 *
 *     # en 90-20 Who drives the late bus?
 *     @ana We have no driver.
 *     @luis Ask the union.
 *
 * A heading has the language, the hours before now of the first and the last post, and the title. A post begins with
 * `@` and who wrote it, and goes on until the next one. `@luis!` is the accepted answer, and `@ana?` writes without her name.
 */
export function readThreads(board: string, text: string): DemoThread[] {
  return text
    .split(/^# /m)
    .slice(1)
    .map((part, index) => readThread(board, index, part));
}

function readThread(board: string, index: number, part: string): DemoThread {
  const [heading = '', ...rest] = part.split('\n');
  const parsed = /^(en|es) (\d+)-(\d+) (.+)$/.exec(heading);
  if (!parsed) throw new Error(`${board}: this heading cannot be read: ${heading}`);
  const [, language, first, last, title = ''] = parsed;
  const posts = rest.join('\n').split(/^@/m).slice(1);
  const answer = 1 + posts.findIndex((post) => /^\S+!\s/.test(post));
  return {
    key: `${board}-${index + 1}`,
    board,
    title,
    language: language === 'es' ? 'es' : 'en',
    ...(answer > 0 && { answer }),
    posts: posts.map((post, n) => ({
      ...readPost(post),
      minutesAgo: spread(Number(first), Number(last), n, posts.length),
    })),
  };
}

function readPost(post: string): Omit<DemoPost, 'minutesAgo'> {
  const space = post.search(/\s/);
  const by = post.slice(0, space);
  return {
    by: by.replace(/[!?]$/, ''),
    ...(by.endsWith('?') && { unnamed: true }),
    text: post.slice(space).trim(),
  };
}

/** Posts lie between the first and the last hour, not all equally far apart. */
function spread(first: number, last: number, n: number, count: number): number {
  const share = count === 1 ? 0 : n / (count - 1);
  const uneven = share ** 1.3;
  return Math.round((first - (first - last) * uneven) * 60);
}
