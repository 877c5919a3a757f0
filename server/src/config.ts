import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { readersOf } from './platform/private-file.ts';

const FACTOR = 'needs a number from 1 to 10000';

/** Of a setting's faults one sentence is told, and what was given is not repeated: it may be a secret. */
const flag = z.enum(['on', 'off'], 'is on or off').transform((word) => word === 'on');
const oneOf = <const Words extends readonly string[]>(words: Words) => z.enum(words, `is one of ${words.join(', ')}`);
const whole = (least: number, most: number) => {
  const sentence = `needs a whole number from ${least} to ${most}`;
  return z.coerce.number(sentence).int(sentence).min(least, sentence).max(most, sentence);
};
const atLeast = (length: number) => z.string().min(length, `needs at least ${length} characters`);
const address = (schemes: RegExp, example: string) =>
  z.string().refine((text) => {
    const url = URL.parse(text);
    return url !== null && schemes.test(url.protocol) && url.host !== '';
  }, `needs an address like ${example}`);
const MONGODB = /^mongodb(\+srv)?:\/\/[^/?]+/;

/** Every setting, with its default. Each can also be given as `NAME_FILE`, the path of a file that holds it. */
const environment = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'needs a name or number of this machine, like 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  HEARTH_DATA: z.string().default('.data'),
  HEARTH_URL: address(/^https?:$/, 'https://hearth.example.org')
    .refine((text) => /^\/?$/.test(pathOf(text)), 'ends after the name: pages cannot live under a path')
    .optional(),
  HEARTH_SECRET: atLeast(32).optional(),
  HEARTH_JOIN: oneOf(['open', 'invitation', 'approval']).default('open'),
  HEARTH_DEMO: flag.optional(),
  HEARTH_DEV: flag.default(false),
  // May name several servers, so it is no URL.
  MONGODB_URI: z.string().regex(MONGODB, 'needs an address like mongodb://localhost:27017/hearth').optional(),
  REDIS_URL: address(/^rediss?:$/, 'redis://localhost:6379').optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'needs the name of a bucket')
    .optional(),
  S3_ENDPOINT: address(/^https?:$/, 'https://s3.example.org').optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY: atLeast(1).optional(),
  S3_SECRET_KEY: atLeast(1).optional(),
  SMTP_URL: address(/^smtps?:$/, 'smtps://user:password@mail.example.org').optional(),
  MAIL_FROM: z.email('needs an e-mail address alone; its name goes into MAIL_NAME').default('hearth@localhost.example'),
  MAIL_NAME: z.string().default('Hearth'),
  HEARTH_JOIN_SECONDS: whole(0, 60).default(3),
  MAIL_DELAY_MINUTES: whole(0, 1_440).default(5),
  HEARTH_PREVIEWS: flag.default(true),
  HEARTH_SCAN: address(/^clamd:$/, 'clamd://localhost:3310').optional(),
  HEARTH_ON_CALL: z
    .string()
    .refine(
      (text) => addressesIn(text).every((one) => z.email().safeParse(one).success),
      'needs e-mail addresses with commas between',
    )
    .default(''),
  HEARTH_RATE_FACTOR: z.coerce.number(FACTOR).min(1, FACTOR).max(10_000, FACTOR).default(1),
  TRUST_PROXY: whole(0, 5).default(0),
  METRICS_TOKEN: atLeast(16).optional(),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
});

function addressesIn(text: string): string[] {
  return text.split(/[,\s]+/).filter(Boolean);
}

/** Their names, for whoever documents or passes them on. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

/** Those that let whoever reads them in, or read what is nobody's business. */
const SECRETS: ReadonlySet<string> = new Set([
  'HEARTH_SECRET',
  'MONGODB_URI',
  'REDIS_URL',
  'S3_ACCESS_KEY',
  'S3_SECRET_KEY',
  'SMTP_URL',
  'METRICS_TOKEN',
]);

/** A store for files that speaks S3. */
export interface S3Settings {
  readonly bucket: string;
  /** Null: AWS. */
  readonly endpoint: string | null;
  readonly region: string;
  /** Null: those of the machine, as AWS's own tools find them. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Everything that has to outlive the process, when there is no MongoDB: one folder. */
  readonly dataFolder: string;
  readonly mongoUri: string | null;
  readonly redisUrl: string | null;
  /** Where files are kept; null: in the data folder. */
  readonly s3: S3Settings | null;
  /** Where people reach this server, without a slash at the end; null until the port is known. */
  readonly publicUrl: string | null;
  readonly secret: string | null;
  readonly joining: 'open' | 'invitation' | 'approval';
  /** A form for joining that comes back sooner is asked for once more; 0: none is. */
  readonly joinSeconds: number;
  /** Fill an empty store with the demo network, and let people sign in as its people, an admin among them. */
  readonly demo: boolean;
  /** Nobody but who sits at this machine reaches this server, as far as the settings tell. */
  readonly isLocal: boolean;
  readonly isDevelopment: boolean;
  readonly smtpUrl: string | null;
  readonly mailFrom: { readonly name: string; readonly address: string };
  /** So many minutes, at least, somebody has to see at the bell what would be mailed; at most twice as many. */
  readonly mailDelayMinutes: number;
  /** The ClamAV that looks at files before anybody gets them; null: nothing does. */
  readonly scanner: { readonly hostname: string; readonly port: number } | null;
  /** Whether the server asks other sites what links in posts lead to. */
  readonly hasPreviews: boolean;
  /** Who is written to at once when danger is reported; none: all admins. */
  readonly onCall: readonly string[];
  /** How many proxies in front may be believed about addresses, and about https when there is no public address. */
  readonly trustedProxies: number;
  /** Widens rate limits, for networks where many people share one address; not those of one account or mailbox. */
  readonly rateFactor: number;
  /** Who has it may read /metrics; null: nobody may. */
  readonly metricsToken: string | null;
  readonly logLevel: string;
  /** What is dangerous and cannot be refused: a sentence each, for whoever starts the server. */
  readonly warnings: readonly string[];
}

/** What is wrong with the environment, every fault at once, one a line. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

export function readConfig(env: Environment): Config {
  const faults = new Map<string, string>();
  const warnings: string[] = [];
  const given = fromFiles(env, faults, warnings);
  const parsed = environment.safeParse(given);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = path.join('.');
    if (!faults.has(name)) faults.set(name, message);
  }
  if (given['MONGODB_URI'] && !given['HEARTH_SECRET'] && !faults.has('HEARTH_SECRET_FILE'))
    faults.set('HEARTH_SECRET', 'needed with MONGODB_URI, the same on every server; at least 32 characters');
  for (const fault of faultsOfS3(given)) faults.set(...fault);
  if (!parsed.success || faults.size > 0)
    throw new ConfigError([...faults].map(([name, sentence]) => `${name}: ${sentence}`).join('\n'));
  return configOf(parsed.data, warnings);
}

type Settings = z.output<typeof environment>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|0:0:0:0:0:0:0:1)$/i;

/** A network that others reach, or several servers make up, has at least one of these. */
function isLocal(env: Settings): boolean {
  const ofANetwork = [env.HEARTH_URL, env.SMTP_URL, env.METRICS_TOKEN, env.REDIS_URL, env.MONGODB_URI];
  return LOOPBACK.test(env.HOST) && env.TRUST_PROXY === 0 && ofANetwork.every((setting) => setting === undefined);
}

function configOf(env: Settings, warnings: readonly string[]): Config {
  return {
    port: env.PORT,
    host: env.HOST,
    dataFolder: resolve(env.HEARTH_DATA),
    mongoUri: env.MONGODB_URI ?? null,
    redisUrl: env.REDIS_URL ?? null,
    s3: s3Of(env),
    publicUrl: env.HEARTH_URL?.replace(/\/+$/, '') ?? null,
    secret: env.HEARTH_SECRET ?? null,
    joining: env.HEARTH_JOIN,
    joinSeconds: env.HEARTH_JOIN_SECONDS,
    demo: env.HEARTH_DEMO ?? isLocal(env),
    isLocal: isLocal(env),
    isDevelopment: env.HEARTH_DEV,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: { name: env.MAIL_NAME, address: env.MAIL_FROM },
    mailDelayMinutes: env.MAIL_DELAY_MINUTES,
    scanner: scannerOf(env),
    hasPreviews: env.HEARTH_PREVIEWS,
    onCall: addressesIn(env.HEARTH_ON_CALL),
    trustedProxies: env.TRUST_PROXY,
    rateFactor: env.HEARTH_RATE_FACTOR,
    metricsToken: env.METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
    warnings,
  };
}

function s3Of(env: Settings): S3Settings | null {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint = null, S3_REGION: region } = env;
  const { S3_ACCESS_KEY: accessKeyId, S3_SECRET_KEY: secretAccessKey } = env;
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null;
  return bucket === undefined ? null : { bucket, endpoint, region, credentials };
}

const CLAMD_PORT = 3310;

function scannerOf({ HEARTH_SCAN: given }: Settings): Config['scanner'] {
  const url = given === undefined ? null : URL.parse(given);
  return url && { hostname: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || CLAMD_PORT };
}

/** Settings that mean something together alone. */
function faultsOfS3(given: Readonly<Record<string, string>>): [name: string, sentence: string][] {
  const faults: [string, string][] = [];
  const { S3_BUCKET: bucket, S3_ACCESS_KEY: key, S3_SECRET_KEY: secret } = given;
  if (!bucket && (given['S3_ENDPOINT'] || key || secret))
    faults.push(['S3_BUCKET', 'needed with the other S3 settings']);
  if (key && !secret) faults.push(['S3_SECRET_KEY', 'needed with S3_ACCESS_KEY']);
  if (secret && !key) faults.push(['S3_ACCESS_KEY', 'needed with S3_SECRET_KEY']);
  return faults;
}

/** Empty values count as not given, so that a compose file may pass variables on. */
function fromFiles(env: Environment, faults: Map<string, string>, warnings: string[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of settingNames) {
    const file = env[`${name}_FILE`];
    if (file && env[name]) faults.set(`${name}_FILE`, `given as ${name} too; take one of them away`);
    const value = file ? contentOf(file) : env[name];
    if (value === null) faults.set(`${name}_FILE`, `there is no file ${file} that can be read`);
    else if (value === '' && file) faults.set(`${name}_FILE`, `the file ${file} is empty`);
    else if (value) given[name] = value;
    const readers = file && value && SECRETS.has(name) ? readersOf(file) : 'few';
    if (readers === 'everybody')
      faults.set(
        `${name}_FILE`,
        `everybody on this machine may read ${file}; chmod 440 leaves it to its owner and group`,
      );
    if (readers === 'container') warnings.push(`${name}_FILE: everybody in this container may read ${file}`);
  }
  return given;
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

function pathOf(text: string): string {
  const { pathname, search, hash } = URL.parse(text) ?? { pathname: '', search: '', hash: '' };
  return pathname + search + hash;
}
