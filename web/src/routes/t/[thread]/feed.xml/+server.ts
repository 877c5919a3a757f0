import { answerFeed, keyIn } from '#lib/feeds/answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { locals, params, url } = event;
  const result = await locals.api.query('feed.thread', { threadId: params.thread, ...keyIn(url) });
  return answerFeed(event, result, `/t/${params.thread}`);
};
