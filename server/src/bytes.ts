import { fileReads, pieces } from '@hearth/shared/files/budgets';
import { commonError, type Result } from '@hearth/shared/kernel/errors';
import type { Call } from './commands.ts';
import { features } from './features/index.ts';
import type { Piece, StoredBytes } from './request/bytes.ts';
import { counting } from './request/counting.ts';
import { settled } from './request/outcome.ts';

const answers = features.flatMap(({ bytes }) => bytes ?? []);

/** A piece may be on its way for as long as a request may; what it is waited for is what comes after. */
const PIECE_MS = 60_000;

/** The way in for bytes: what an upload may bring is decided by the command that announced it. */
export function receivePiece(call: Call, id: string, piece: Piece): Promise<Result<unknown>> {
  const { services, visitor, origin } = call;
  const work = () =>
    counting(call, [pieces], null, async () => {
      const [answer] = answers;
      if (!answer) throw commonError('no-such-thing');
      return answer.receive({ services, visitor, actor: visitor.actor }, id, piece);
    });
  return settled({ services, origin }, 'command', 'upload', work, PIECE_MS);
}

/** The way out. What somebody may not read does not exist. */
export function findBytes(call: Call, id: string, form: string): Promise<Result<StoredBytes>> {
  const { services, visitor, origin } = call;
  const work = () =>
    counting(call, [fileReads], null, async () => {
      const found = await answers[0]?.find({ services, actor: visitor.actor }, id, form);
      if (!found) throw commonError('no-such-thing');
      return found;
    });
  return settled({ services, origin }, 'query', 'file', work);
}
