import Composer from './Composer.svelte';
import OutgoingReply from './OutgoingReply.svelte';

/** What a thread's page needs for those who may write in it: nobody else loads it. */
export const writing = { Composer, OutgoingReply };
export type Writing = typeof writing;
