import { offeredTags } from '#lib/tags/with-tags.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({ offered: await offeredTags(locals.api, locals.locale) });
