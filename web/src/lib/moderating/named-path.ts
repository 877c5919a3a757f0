import type { NamedThread } from '@hearth/shared/threads/entity';
import { threadPath } from '../threads/thread-path.ts';

/** Where moderators get to a post: of a thread that stands nowhere there is a page for them alone. */
export function namedPath(thread: NamedThread, no?: number): string {
  return thread.isOff ? `/moderate/${thread.id}` : threadPath(thread, no);
}
