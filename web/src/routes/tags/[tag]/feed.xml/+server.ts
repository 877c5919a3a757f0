import { answerFeed, keyIn } from '#lib/feeds/answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { locals, params, url } = event;
  const result = await locals.api.query('feed.tag', { tagId: params.tag, ...keyIn(url) });
  return answerFeed(event, result, `/tags/${params.tag}`);
};
