import { openDoor } from '@cskefu/plugin-host';
import type { PluginPermission } from '@cskefu/plugin-sdk';
import type { z } from 'zod';

/** Who asks: known from the connection, never from what it says. */
export interface PluginCaller {
  readonly pluginId: string;
  /** Aborts when the plugin does not wait any more. */
  readonly signal: AbortSignal;
  /** The version of the data that its code knows; absent: whoever asks knows any. */
  readonly dataVersion?: number | undefined;
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
 * The one door through which plugins come: the same that authors test with.
 * @throws {PluginError} not_found (no such method), forbidden, invalid_input
 */
export const createPluginDoor = (methods: CoreMethods, grantsOf: (pluginId: string) => ReadonlySet<PluginPermission>) =>
  openDoor(methods, grantsOf);
