import { routes } from '@cskefu/contract';
import type { RegisterRoute } from '../access/index.ts';
import type { PluginRuntime } from '../plugins/index.ts';
import { listHeldMessages } from './list-held-messages.ts';
import { createPluginNames } from './plugin-names.ts';
import { discardHeldMessage, releaseHeldMessage, type SettleDependencies } from './settle-held-message.ts';

export function registerHeldMessageRoutes(
  register: RegisterRoute,
  dependencies: SettleDependencies & { readonly plugins: Pick<PluginRuntime, 'running'> },
): void {
  const { run } = dependencies;
  const list = listHeldMessages(createPluginNames(dependencies.plugins));
  const { heldMessages } = routes;
  register(heldMessages.list, ({ actor, query }) => run.read(actor, list, query));
  register(heldMessages.release, ({ actor, params }) => run(actor, releaseHeldMessage(dependencies), params));
  register(heldMessages.discard, ({ actor, params }) => run(actor, discardHeldMessage, params));
}
