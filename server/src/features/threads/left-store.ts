import { PostModel } from './model.ts';

/** Whether there is anything to read in a thread, but for this post; see `emptying.ts`. */
export async function isAnythingLeft(threadId: string, but = 0): Promise<boolean> {
  const others = { threadId, no: { $ne: but }, deletedAt: null };
  return (await PostModel.exists({ ...others, $or: [{ note: null }, { 'note.kind': 'went' as const }] })) !== null;
}
