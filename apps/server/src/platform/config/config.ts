import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';

/** A setting that the operator must mend; shown as one sentence, without a stack. */
export class StartupError extends Error {
  override name = 'StartupError';
}

const port = z.coerce.number().int().min(1).max(65_535);
const flag = z
  .enum(['0', '1', 'true', 'false', 'on', 'off'])
  .transform((value) => value === '1' || value === 'true' || value === 'on');
/** V7 wrote `off` or `placeholder` for "not used". */
const optionalText = z.string().transform((value) => (value === 'off' || value === 'placeholder' ? null : value));

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Who can listen in on the provider could sign in as anybody. */
function isSafeIssuer(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || LOOPBACK.has(hostname);
}

const logLevels = { DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** `host:port`, several separated by commas. */
const hostsAndPorts = z
  .string()
  .max(4_000)
  .transform((value) =>
    value
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^(\[[0-9a-f:.]+\]|[^\s:/@]+):\d{1,5}$/, 'must be host:port, separated by commas')));

/** Every environment variable of the server. `sample.env` documents each; `npm run check` compares the two. */
export const configSchema = z.object({
  CC_WEB_PORT: port.default(8035),
  CC_WEB_HOST: z.string().default('0.0.0.0'),
  CC_SOCKET_PORT: port.optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z
    .string()
    .transform((value) => value.toUpperCase())
    .pipe(z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']))
    .default('INFO')
    .transform((value) => logLevels[value]),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  CSKEFU_DATA: z.string().default('./data'),
  CSKEFU_SECRET: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal characters')
    .optional(),
  CSKEFU_DEMO: flag.default(false),
  CSKEFU_ADMIN_PASSWORD: z.string().min(8).max(128).optional(),
  NATS_URL: z.string().optional(),
  FILES_DRIVER: z.enum(['local', 's3']).default('local'),
  FILES_S3_BUCKET: z.string().optional(),
  FILES_S3_REGION: z.string().default('us-east-1'),
  FILES_S3_ENDPOINT: z.url().optional(),
  FILES_S3_ACCESS_KEY_ID: z.string().optional(),
  FILES_S3_SECRET_ACCESS_KEY: z.string().optional(),
  FILES_S3_FORCE_PATH_STYLE: flag.default(false),
  MAX_FILE_MB: z.coerce.number().positive().max(1_024).default(15),
  VISITOR_MESSAGES_PER_MINUTE: z.coerce.number().int().positive().default(120),
  VISIT_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  MESSAGE_BATCH_MAX: z.coerce.number().int().min(1).max(256).default(256),
  CSKEFU_PLUGINS: z.enum(['on', 'off']).default('on'),
  CSKEFU_PLUGIN_REGISTRY: optionalText
    .pipe(
      z
        .url({ protocol: /^https?$/ })
        .transform((url) => url.replace(/\/+$/, ''))
        .nullable(),
    )
    .default(null),
  CSKEFU_PLUGIN_HOLD_HOURS: z.coerce.number().int().min(0).max(8_760).default(72),
  CSKEFU_PLUGIN_USER: z
    .string()
    .max(100)
    .regex(/^([A-Za-z_][\w.-]*|\d+:\d+)$/, 'must be the name of a system user, or uid:gid')
    .nullable()
    .default(null),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(isSafeIssuer, 'must begin with https:// (http:// only for this machine)')
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40).default('SSO'),
  OIDC_DEFAULT_ORG_UNIT: z.coerce.number().int().positive().optional(),
  OIDC_DEFAULT_ROLE: z.string().max(100).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_HOST: z.string().max(253).optional(),
  SMTP_PORT: port.optional(),
  SMTP_USER: z.string().max(320).optional(),
  SMTP_PASSWORD: z.string().max(1_000).optional(),
  SMTP_TLS: z.enum(['auto', 'required', 'implicit', 'off']).default('auto'),
  MAIL_FROM: z
    .string()
    .max(320)
    .regex(/^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be an address, or Name <address>')
    .optional(),
  LEFT_MESSAGES_PER_HOUR: z.coerce.number().int().positive().default(30),
  LEFT_MESSAGE_GRACE_SECONDS: z.coerce.number().int().min(0).max(86_400).default(60),
  CSKEFU_PLUGIN_PRIVATE_HOSTS: hostsAndPorts.default([]),
  TONGJI_BAIDU_SITEKEY: optionalText
    .pipe(
      z
        .string()
        .regex(/^[0-9a-zA-Z]{1,64}$/)
        .nullable(),
    )
    .default(null),
  EXTRAS_LOGIN_BANNER: optionalText.default(null),
  EXTRAS_LOGIN_CHATBOX: optionalText.default(null),
});

export type Config = z.infer<typeof configSchema>;

/** Reads `.env` below the environment (which wins); empty values count as absent. */
export function readEnvironment(environment: NodeJS.ProcessEnv, envFile = resolve('.env')): Record<string, string> {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  const merged: Record<string, string> = {};
  for (const [name, value] of [...Object.entries(file), ...Object.entries(environment)]) {
    if (value !== undefined && value.trim() !== '') merged[name] = value.trim();
  }
  return merged;
}

/**
 * Validates the configuration.
 * @throws {StartupError} naming each variable that does not fit and why.
 */
export function parseConfig(variables: Record<string, string>): Config {
  const result = configSchema.safeParse(variables);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new StartupError(`The configuration does not fit: ${faults.join('; ')}`);
  }
  const config = result.data;
  if (config.FILES_DRIVER === 's3' && !config.FILES_S3_BUCKET) {
    throw new StartupError('The configuration does not fit: FILES_S3_BUCKET: is needed with FILES_DRIVER=s3');
  }
  if (config.OIDC_ISSUER && !config.OIDC_CLIENT_ID) {
    throw new StartupError('The configuration does not fit: OIDC_CLIENT_ID: is needed with OIDC_ISSUER');
  }
  if ((config.SMTP_URL || config.SMTP_HOST) && !config.MAIL_FROM) {
    throw new StartupError('The configuration does not fit: MAIL_FROM: is needed with SMTP_URL or SMTP_HOST');
  }
  return config;
}
