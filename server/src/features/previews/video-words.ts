import { previewLimits } from '@hearth/shared/previews/limits';
import { z } from 'zod';
import { fetchPublic, type Asking } from '../../platform/public-web/fetch.ts';
import { aboutVideo } from '../threads/access.ts';
import { said, type PageWords } from './page-words.ts';

const MOST = 64 * 1_024;
const JSON_TYPES = /^(application|text)\/(json|javascript)$/;

/** What sites of videos tell of one; their pages are long, and ask for consent first. */
const told = z.object({
  title: z.string().catch(''),
  author_name: z.string().catch(''),
  thumbnail_url: z.string().catch(''),
});

/** Null where the site tells nothing, or has no such video. */
export async function videoWords(url: URL, asking: Asking): Promise<PageWords | null> {
  const about = aboutVideo(url.href);
  if (!about) return null;
  const { body } = await fetchPublic(new URL(about), { ...asking, types: JSON_TYPES, most: MOST });
  return toldIn(body.toString('utf8'));
}

export function toldIn(json: string): PageWords {
  const { title, author_name: author, thumbnail_url: picture } = told.parse(JSON.parse(json));
  const words = { title: said(title, previewLimits.title), site: '', picture: URL.parse(picture) };
  return { ...words, description: said(author, previewLimits.description) };
}
