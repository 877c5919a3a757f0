import type { ThreadId } from '@hearth/shared/threads/entity';
import type { Context } from '../request/context.ts';
import { changeCards, type CardRecord } from '../features/threads/access.ts';
import type { DemoNetwork } from './network.ts';
import { drawnElsewhere } from './pictures.ts';

/** What the links of a post lead to: it comes with the network, which asks nobody. */
export async function fillCards(
  context: Context,
  { previews }: DemoNetwork,
  thread: string,
  no: number,
  threadId: ThreadId,
): Promise<void> {
  const below = previews.filter((one) => one.thread === thread && one.no === no);
  if (below.length === 0) return;
  const cards = await Promise.all(
    below.map(async ({ card, picture }): Promise<CardRecord> => {
      if (!picture) return { ...card, picture };
      const { width, height } = picture;
      return { ...card, picture: { fileId: await drawnElsewhere(context, picture), width, height } };
    }),
  );
  const cause = { commandId: `demo cards of ${thread} ${no}`, issuer: 'system' };
  await changeCards(context.services, cause, { threadId, no }, () => cards);
}
