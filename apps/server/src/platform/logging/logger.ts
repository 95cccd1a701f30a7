import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/**
 * Structured logs, one JSON object per line. Never hand it the text of a message: log ids. Passwords, tokens and cookies
 * are cut out should one slip into an object all the same.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: withoutRows },
      redact: {
        paths: [
          'password',
          '*.password',
          'token',
          '*.token',
          'req.headers.cookie',
          'req.headers.authorization',
          '*.text',
          '*.draft',
        ],
        censor: '[redacted]',
      },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
}

/** PostgreSQL explains an error with the row that caused it, and a row may be a message. */
function withoutRows(error: Error): object {
  const { detail: _detail, where: _where, ...rest } = pino.stdSerializers.err(error);
  return rest;
}
