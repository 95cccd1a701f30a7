import type { Call } from '@cskefu/plugin-host';
import type { PluginPermission } from '@cskefu/plugin-sdk';
import type { z } from 'zod';
import { DomainError } from '../../platform/errors/index.ts';

/** Who asks: known from the connection, never from what it says. */
export interface PluginCaller {
  readonly pluginId: string;
  /** Aborts when the plugin does not wait any more. */
  readonly signal: AbortSignal;
}

/** One thing that plugins may ask of the core. */
export interface CoreMethod<A extends z.ZodType = z.ZodType> {
  /** What the plugin must have been granted; null: every plugin may. */
  readonly permission: PluginPermission | null;
  readonly args: A;
  readonly handle: (args: z.output<A>, caller: PluginCaller) => unknown;
}

/** By name: `kv.get`. */
export type CoreMethods = Readonly<Record<string, CoreMethod>>;

/** Keeps the type of the arguments of one method. */
export const coreMethod = <A extends z.ZodType>(method: CoreMethod<A>): CoreMethod => method as unknown as CoreMethod;

/**
 * The one door through which plugins come: a fixed table, the permission, the arguments, in this order.
 * @throws {DomainError} not_found (no such method), forbidden, invalid_input
 */
export const createPluginDoor =
  (methods: CoreMethods, grantsOf: (pluginId: string) => ReadonlySet<PluginPermission>) =>
  async (call: Call, signal: AbortSignal): Promise<unknown> => {
    const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
    if (!method) throw new DomainError('not_found', { detail: `no method ${call.method}` });
    if (method.permission !== null && !grantsOf(call.plugin).has(method.permission))
      throw new DomainError('forbidden', { detail: `needs the permission ${method.permission}` });
    const args = method.args.safeParse(call.args ?? {});
    if (!args.success) throw new DomainError('invalid_input', { detail: args.error.issues[0]?.message ?? 'arguments' });
    return method.handle(args.data, { pluginId: call.plugin, signal });
  };
