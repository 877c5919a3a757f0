import PostReactions from '../reactions/PostReactions.svelte';
import Composer from './Composer.svelte';
import OutgoingReply from './OutgoingReply.svelte';

/** What a thread's page needs for those who may write in it: nobody else loads it. */
export const writing = { Composer, OutgoingReply, PostReactions };
export type Writing = typeof writing;
