import type { PageLoad } from './$types';

/** Here, and not in the page: what writes has to be there when the page is rendered, and only for those who may. */
export const load: PageLoad = async ({ data, parent }) => {
  const { me } = await parent();
  return { ...data, writing: me ? (await import('#lib/threads/writing.ts')).writing : null };
};
