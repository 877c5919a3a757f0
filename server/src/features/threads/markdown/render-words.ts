import type { Services } from '../../../services.ts';
import { renderer } from './renderer.ts';

/** HTML of what somebody wrote elsewhere, as posts are rendered. */
export async function renderWords(services: Pick<Services, 'use'>, text: string): Promise<string> {
  return services.use(renderer).render(text);
}
