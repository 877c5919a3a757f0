import { createHash } from 'node:crypto';
import { AppError } from '@hearth/shared/kernel/errors';
import type { CommandId } from '@hearth/shared/kernel/ids';
import type { Acting, AuditedAct } from './audit-log.ts';
import { requirePerson, type QueryContext } from './context.ts';

interface Running extends QueryContext {
  readonly commandId: CommandId;
}

/** What one command has noted. */
export class AuditTrail {
  readonly #running: Running;
  readonly #name: string;
  readonly #given: string;
  readonly #begun = new Map<string, boolean>();

  constructor(running: Running, name: string, input: unknown) {
    this.#running = running;
    this.#name = name;
    this.#given = createHash('sha256').update(JSON.stringify(input)).digest('base64url');
  }

  /** To be waited for before anything is done. Told twice, as where a decision is made again, it is one record. */
  readonly note = async (act: AuditedAct): Promise<void> => {
    const { services, commandId } = this.#running;
    const { id, isNew } = await services.auditLog.begin(this.#acting(), commandId, act);
    this.#begun.set(id, this.#begun.get(id) ?? isNew);
  };

  /** Runs the command, and notes what became of it. Where that is not known, nothing is said of it. */
  async over<T>(isPrivileged: boolean, run: () => Promise<T>): Promise<T> {
    try {
      const value = await run();
      if (isPrivileged) await this.#end('done');
      return value;
    } catch (error) {
      // What was too busy to come to its end may have been done.
      if (error instanceof AppError && error.reason !== 'busy') await this.#end('refused');
      throw error;
    }
  }

  async #end(outcome: 'done' | 'refused'): Promise<void> {
    const { services, visitor, commandId } = this.#running;
    try {
      // What an earlier try has noted was perhaps done, whatever this one is told.
      const known = [...this.#begun].filter(([, isNew]) => isNew || outcome === 'done').map(([id]) => id);
      const isRepeated = outcome === 'done' && known.length === 0 && 'byline' in visitor;
      const ids = isRepeated ? await services.auditLog.find(this.#acting(), commandId) : known;
      if (ids.length > 0) await services.auditLog.end(ids, outcome);
    } catch (error) {
      // The act stands in the log all the same, as one of which it is not known what became of it.
      services.log.error({ error }, 'what became of a privileged act could not be noted');
    }
  }

  #acting(): Acting {
    return actingOf(this.#running, this.#name, this.#given);
  }
}

function actingOf(context: QueryContext, name: string, given = ''): Acting {
  return { by: requirePerson(context).actor.id, name, given, at: context.services.clock.now() };
}

/** For a query that shows more to whoever looks after something than to others: noted before it answers. */
export async function noteLook(context: QueryContext, name: string, act: AuditedAct): Promise<void> {
  await context.services.auditLog.look(actingOf(context, name), act);
}

/** For commands that are given in somebody's name by the server itself, none of which is privileged. */
export const unaudited = async (): Promise<void> => {};
