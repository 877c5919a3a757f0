import type { AppError } from '@hearth/shared/kernel/errors';
import type { CommandId } from '@hearth/shared/kernel/ids';
import type { Services } from '../services.ts';

/** Some feature keeps lists of words; whoever publishes some does not know which. */
export interface WordGuard {
  /** Why these texts are not published as they are; null where nothing speaks against it. */
  refusalOf(services: Services, commandId: CommandId, texts: readonly string[]): Promise<AppError | null>;
}
