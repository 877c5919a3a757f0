/** Of one’s own, by thread: the last post one has read. */
export const OWN_READ = 'read';
