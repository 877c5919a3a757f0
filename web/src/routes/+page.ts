import type { PageLoad } from './$types';

/** Only whoever has not read them yet loads what says that the house rules have changed. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  bar: data.rules && (await import('#lib/house-rules/RulesBar.svelte')).default,
});
