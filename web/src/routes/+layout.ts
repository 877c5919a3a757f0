import type { LayoutLoad } from './$types';

/** Here, and not in the layout: it has to be there when the page is rendered, and only for members, or for staff. */
export const load: LayoutLoad = async ({ data }) => ({
  ...data,
  members: data.me && (await import('./members.ts')).members,
  places: data.me && data.me.role !== 'member' ? (await import('./staff.ts')).places : [],
});
