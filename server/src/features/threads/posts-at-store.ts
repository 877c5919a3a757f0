import { PostModel, type PostRecord } from './model.ts';

type Place = Pick<PostRecord, 'threadId' | 'no'>;

/** A post without its words, which are long. */
export type PostHead = Omit<PostRecord, 'text' | 'html' | 'pictures' | 'files' | 'poll'>;

/** Posts of any threads, by their numbers. */
export async function readPostsAt(places: readonly Place[]): Promise<PostRecord[]> {
  return places.length === 0 ? [] : PostModel.find(at(places), { _id: 0 }).lean<PostRecord[]>();
}

/** The same for whoever asks of many whose they are, and whether they are still there. */
export async function readHeadsAt(places: readonly Place[]): Promise<PostHead[]> {
  const but = { _id: 0, text: 0, html: 0, pictures: 0, files: 0, poll: 0 } as const;
  return places.length === 0 ? [] : PostModel.find(at(places), but).lean<PostHead[]>();
}

/** Where a post was that came to this place; null where it was written there. */
export async function findFormerPlace({ threadId, no }: Place): Promise<Place | null> {
  const from = { 'note.to': threadId, 'note.no': no };
  return PostModel.findOne(from, { _id: 0, threadId: 1, no: 1 }).lean<Place>();
}

function at(places: readonly Place[]) {
  const byThread = Map.groupBy(places, ({ threadId }) => threadId);
  return { $or: [...byThread].map(([threadId, some]) => ({ threadId, no: { $in: some.map(({ no }) => no) } })) };
}
