import { PluginError, type PluginPermission } from '@cskefu/plugin-sdk';
import type { Call } from '../wire/frame.ts';

/** Who asks: known from the connection, never from what it says. */
export interface DoorCaller {
  readonly pluginId: string;
  /** Aborts when the plugin does not wait any more. */
  readonly signal: AbortSignal;
  /** The version of the data that its code knows; absent: whoever asks knows any. */
  readonly dataVersion?: number | undefined;
}

/** Checks arguments, as a schema does. */
export interface ArgumentCheck {
  safeParse(
    given: unknown,
  ):
    | { readonly success: true; readonly data: unknown }
    | { readonly success: false; readonly error: { readonly issues: readonly { readonly message: string }[] } };
}

/** One thing that plugins may ask of the core. */
export interface DoorMethod {
  /** What the plugin must have been granted; null: every plugin may. */
  readonly permission: PluginPermission | null;
  readonly args: ArgumentCheck;
  readonly handle: (args: never, caller: DoorCaller) => unknown;
}

/**
 * The one door through which plugins come: a fixed table, the permission, the arguments, in this order. The core and the test kit have the same one.
 * @throws {PluginError} not_found (no such method), forbidden, invalid_input
 */
export const openDoor =
  (
    methods: Readonly<Record<string, DoorMethod>>,
    grantsOf: (pluginId: string) => ReadonlySet<PluginPermission>,
  ): ((call: Call, signal: AbortSignal, dataVersion?: number) => Promise<unknown>) =>
  async (call, signal, dataVersion) => {
    const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
    if (!method) throw new PluginError('not_found', `no method ${call.method}`);
    if (method.permission !== null && !grantsOf(call.plugin).has(method.permission))
      throw new PluginError('forbidden', `needs the permission ${method.permission}`);
    const args = method.args.safeParse(call.args ?? {});
    if (!args.success) throw new PluginError('invalid_input', args.error.issues[0]?.message ?? 'arguments');
    return method.handle(args.data as never, { pluginId: call.plugin, signal, dataVersion });
  };
