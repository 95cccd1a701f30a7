import { z } from 'zod';
import { type CoreMethods, coreMethod, type PluginLine } from '../plugins/index.ts';

const MAX_MESSAGE = 2_000;
const MAX_FIELDS = 4_000;

/** `log`: to whoever keeps the lines of plugins. Too long a line is cut, not refused. */
export const createLogMethod = (keep: (pluginId: string, line: PluginLine) => void): CoreMethods => ({
  log: coreMethod({
    permission: null,
    args: z.object({
      level: z.enum(['debug', 'info', 'warn', 'error']),
      message: z.string().transform((text) => text.slice(0, MAX_MESSAGE)),
      fields: z.record(z.string(), z.unknown()).optional().transform(bounded),
    }),
    handle: ({ fields, ...line }, { pluginId }) =>
      keep(pluginId, { ...line, source: 'log', ...(fields && { fields }) }),
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
