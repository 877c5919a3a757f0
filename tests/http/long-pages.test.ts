import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { threadCosts, threadLimits } from '@hearth/shared/threads/limits';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { SECRET, ServerProcess, startStore } from '../support/processes.ts';

let store: { uri: string; close: () => Promise<void> };
let app: TestApp;
let server: ServerProcess;
beforeAll(async () => {
  store = await startStore();
  const shared = { MONGODB_URI: store.uri, HEARTH_SECRET: SECRET };
  app = await openApp(shared);
  server = await ServerProcess.start(shared);
}, 60_000);
afterAll(async () => {
  await server.stop();
  await app.close();
  await store.close();
}, 30_000);

const POSTS = 56;
const all = Array.from({ length: POSTS }, (_, n) => n + 1);
/** A page has its posts twice, for reading and for its scripts, where each `<` is six signs; and what stands around them. */
const PAGE = 4 * threadCosts.page.bytes;

async function open(path: string): Promise<{ posts: number[]; earlier: string | null; later: string | null }> {
  const response = await fetch(server.url + path);
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html.length).toBeLessThan(PAGE);
  const posts = [...html.matchAll(/<li id="post-(\d+)"/g)].map(([, no]) => Number(no));
  const link = (name: string) => new RegExp(`href="(\\?${name}=\\d+)"`).exec(html)?.[1] ?? null;
  return { posts, earlier: link('around'), later: link('from') };
}

test('H3: pages of the longest posts are bounded, and their links lead to every post, on and back', async () => {
  const ben = await app.person();
  const { id: threadId } = await aThread(ben, await aBoard());
  const text = '![a](b)'.repeat(threadLimits.post / 7);
  for (let n = 1; n < POSTS; n++) await ben.do('post.reply', { threadId, text });

  const path = `/t/${threadId}`;
  const walk = async (from: string, where: 'earlier' | 'later') => {
    const seen = new Set<number>();
    for (let next: string | null = from; next;) {
      const page: Awaited<ReturnType<typeof open>> = await open(path + next);
      expect(page.posts.some((no) => !seen.has(no))).toBe(true);
      for (const no of page.posts) seen.add(no);
      next = page[where];
    }
    return [...seen].sort((a, b) => a - b);
  };
  expect(await walk('?from=1', 'later')).toEqual(all);
  expect(await walk(`?post=${POSTS}`, 'earlier')).toEqual(all);
  for (const no of [1, 2, 27, 50, 51, POSTS]) expect((await open(`${path}?post=${no}`)).posts).toContain(no);
}, 60_000);
