import UndoBar from '#lib/frame/UndoBar.svelte';
import Bell from '#lib/notifications/Bell.svelte';
import Bars from './Bars.svelte';

/** What every page has for members: nobody else loads it. */
export const members = { Bars, Bell, UndoBar };
