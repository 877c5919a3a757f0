import type { z } from 'zod';
import { contract } from '../kernel/contract.ts';
import * as commands from './commands.ts';
import { privacyError } from './errors.ts';
import { exportOwn } from './queries.ts';

/** `exported` is what the other features have of somebody. */
export function privacyOver<Exported extends z.ZodRawShape>(exported: Exported) {
  return contract({
    commands: [commands.erase],
    queries: [exportOwn(exported)],
    reasons: privacyError.reasons,
  });
}
