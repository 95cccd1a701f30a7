import { z } from 'zod';
import type { Logger } from '../../platform/logging/index.ts';
import { type CoreMethods, coreMethod } from '../plugins/index.ts';

const MAX_MESSAGE = 2_000;
const MAX_FIELDS = 4_000;

/** One line that a plugin has written. */
export interface PluginLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** `log`: into the log of the server, under the name of the plugin, and to whoever keeps it besides. Too long a line is cut, not refused. */
export const createLogMethod = (log: Logger, keep: (pluginId: string, line: PluginLine) => void): CoreMethods => ({
  log: coreMethod({
    permission: null,
    args: z.object({
      level: z.enum(['debug', 'info', 'warn', 'error']),
      message: z.string().transform((text) => text.slice(0, MAX_MESSAGE)),
      fields: z.record(z.string(), z.unknown()).optional().transform(bounded),
    }),
    handle: ({ level, message, fields }, { pluginId }) => {
      log[level]({ plugin: pluginId, ...(fields && { fields }) }, message);
      keep(pluginId, { level, message, ...(fields && { fields }) });
    },
  }),
});

/** As JSON and not too much of it. */
function bounded(fields: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  if (!fields) return undefined;
  try {
    const text = JSON.stringify(fields);
    return text.length <= MAX_FIELDS
      ? (JSON.parse(text) as Record<string, unknown>)
      : { cut: text.slice(0, MAX_FIELDS) };
  } catch {
    return { cut: 'not plain data' };
  }
}
