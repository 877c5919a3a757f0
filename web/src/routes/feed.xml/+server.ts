import { answerFeed, keyIn } from '#lib/feeds/answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { locals, url } = event;
  return answerFeed(event, await locals.api.query('feed.all', keyIn(url)), '/boards');
};
