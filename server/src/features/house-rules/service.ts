import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/house-rules/commands';
import { houseRulesError } from '@hearth/shared/house-rules/errors';
import type { RuleSource } from '@hearth/shared/house-rules/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import { requirePerson, type Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { renderWords } from '../threads/access.ts';
import { forgetNewest } from './newest.ts';
import { findRulesOf, insertRules, keepConsent } from './store.ts';
import { currentVersion } from './versions.ts';

type Publish = typeof contract.publishRules;
type Agree = typeof contract.agreeToRules;

/** Of two who publish at once one does; the other is told, and reads what is new first. */
export async function publish(context: Context, input: InputOf<Publish>): Promise<OutputOf<Publish>> {
  const { actor, byline } = requirePerson(context);
  if (actor.role !== 'admin') throw commonError('not-allowed');
  const done = await findOwn(context);
  if (done) return { version: done };
  if (new Set(input.rules.map(({ id }) => id)).size < input.rules.length) throw houseRulesError('rules-alike');
  if ((await currentVersion()).version !== input.after) throw houseRulesError('rules-changed');
  const version = input.after + 1;
  const at = context.services.clock.now();
  const rules = await Promise.all(input.rules.map((rule) => rendered(context.services, rule)));
  const record = { _id: version, commandId: context.commandId, rules, changes: input.changes, by: byline, at };
  await context.audit({ on: { kind: 'rules', id: String(version) }, after: { version: String(version) } });
  if (!(await insertRules(record))) {
    const own = await findOwn(context);
    if (own) return { version: own };
    throw houseRulesError('rules-changed');
  }
  forgetNewest(context.services);
  await keepConsent({ _id: `${actor.id}/${version}`, personId: actor.id, version, at });
  return { version };
}

/** The version that this command has published before. */
async function findOwn(context: Context): Promise<number | null> {
  const found = await findRulesOf(context.commandId);
  if (found && found.by?.personId !== requirePerson(context).actor.id) throw commonError('id-taken');
  return found?._id ?? null;
}

export async function rendered(services: Pick<Services, 'use'>, rule: RuleSource) {
  const { en, es } = rule.words;
  return { ...rule, html: { en: await renderWords(services, en), es: await renderWords(services, es) } };
}

export async function agree(context: Context, { version }: InputOf<Agree>): Promise<OutputOf<Agree>> {
  const { actor } = requirePerson(context);
  if (version > (await currentVersion()).version) throw commonError('no-such-thing');
  const at = context.services.clock.now();
  await keepConsent({ _id: `${actor.id}/${version}`, personId: actor.id, version, at });
  return { version };
}
