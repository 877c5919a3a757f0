import PostReactions from '../reactions/PostReactions.svelte';
import Composer from './Composer.svelte';
import InReplyTo from './InReplyTo.svelte';
import OutgoingReply from './OutgoingReply.svelte';
import PostActs from './PostActs.svelte';

/** What a thread's page needs for those who may write in it: nobody else loads it. */
export const writing = { Composer, InReplyTo, OutgoingReply, PostActs, PostReactions };
export type Writing = typeof writing;
