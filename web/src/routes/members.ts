import ProveAddress from '#lib/accounts/ProveAddress.svelte';
import UndoBar from '#lib/frame/UndoBar.svelte';
import Bell from '#lib/notifications/Bell.svelte';

/** What every page has for members: nobody else loads it. */
export const members = { Bell, ProveAddress, UndoBar };
