import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const flag = z.enum(['on', 'off']).transform((word) => word === 'on');
const port = z.coerce.number().int().min(0).max(65_535);

/** Every setting, with its default. Each can also be given as `NAME_FILE`, the path of a file that holds it. */
const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  HEARTH_DATA: z.string().default('.data'),
  HEARTH_URL: z.url({ protocol: /^https?$/ }).optional(),
  HEARTH_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  HEARTH_JOIN: z.enum(['open', 'invitation', 'approval']).default('open'),
  HEARTH_DEMO: flag.optional(),
  HEARTH_DEV: flag.default(false),
  MONGODB_URI: z.string().startsWith('mongodb').optional(),
  REDIS_URL: z.string().startsWith('redis').optional(),
  SMTP_URL: z.string().startsWith('smtp').optional(),
  MAIL_FROM: z.email().default('hearth@localhost.example'),
  MAIL_NAME: z.string().default('Hearth'),
  HEARTH_RATE_FACTOR: z.coerce.number().min(1).max(10_000).default(1),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  METRICS_TOKEN: z.string().min(16, 'needs at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
});

/** Their names, for whoever documents or passes them on. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Everything that has to outlive the process, when there is no MongoDB: one folder. */
  readonly dataFolder: string;
  readonly mongoUri: string | null;
  readonly redisUrl: string | null;
  /** Where people reach this server, without a slash at the end; null until the port is known. */
  readonly publicUrl: string | null;
  readonly secret: string | null;
  readonly joining: 'open' | 'invitation' | 'approval';
  /** Fill an empty store with the demo network, and let people sign in as its people. */
  readonly demo: boolean;
  readonly isDevelopment: boolean;
  readonly smtpUrl: string | null;
  readonly mailFrom: { readonly name: string; readonly address: string };
  /** How many proxies in front may be believed about addresses and https. */
  readonly trustedProxies: number;
  /** Widens every rate limit, for networks where many people share one address. */
  readonly rateFactor: number;
  /** Who has it may read /metrics; null: nobody may. */
  readonly metricsToken: string | null;
  readonly logLevel: string;
}

/** What is wrong with the environment, every fault at once, one a line. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

export function readConfig(env: Environment): Config {
  const faults: string[] = [];
  const given = fromFiles(env, settingNames, faults);
  const parsed = environment.safeParse(given);
  for (const { path, message } of parsed.error?.issues ?? []) faults.push(`${path.join('.')}: ${message}`);
  const missing = parsed.success && parsed.data.MONGODB_URI && !parsed.data.HEARTH_SECRET;
  if (missing) faults.push('HEARTH_SECRET: needed with MONGODB_URI, the same on every server; at least 32 characters');
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults.join('\n'));
  return configOf(parsed.data);
}

function configOf(env: z.output<typeof environment>): Config {
  return {
    port: env.PORT,
    host: env.HOST,
    dataFolder: resolve(env.HEARTH_DATA),
    mongoUri: env.MONGODB_URI ?? null,
    redisUrl: env.REDIS_URL ?? null,
    publicUrl: env.HEARTH_URL?.replace(/\/+$/, '') ?? null,
    secret: env.HEARTH_SECRET ?? null,
    joining: env.HEARTH_JOIN,
    demo: env.HEARTH_DEMO ?? env.MONGODB_URI === undefined,
    isDevelopment: env.HEARTH_DEV,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: { name: env.MAIL_NAME, address: env.MAIL_FROM },
    trustedProxies: env.TRUST_PROXY,
    rateFactor: env.HEARTH_RATE_FACTOR,
    metricsToken: env.METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
  };
}

/** Empty values count as not given, so that a compose file may pass variables on. */
function fromFiles(env: Environment, names: readonly string[], faults: string[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of names) {
    const file = env[`${name}_FILE`];
    if (file && !existsSync(file)) faults.push(`${name}_FILE: there is no file ${file}`);
    const value = file && existsSync(file) ? readFileSync(file, 'utf8').trim() : env[name];
    if (value) given[name] = value;
  }
  return given;
}
