import { routes } from '@cskefu/contract';
import type { RegisterRoute } from '../access/index.ts';
import { listHeldMessages } from './list-held-messages.ts';
import { discardHeldMessage, releaseHeldMessage, type SettleDependencies } from './settle-held-message.ts';

export function registerHeldMessageRoutes(register: RegisterRoute, dependencies: SettleDependencies): void {
  const { run } = dependencies;
  const { heldMessages } = routes;
  register(heldMessages.list, ({ actor, query }) => run.read(actor, listHeldMessages, query));
  register(heldMessages.release, ({ actor, params }) => run(actor, releaseHeldMessage(dependencies), params));
  register(heldMessages.discard, ({ actor, params }) => run(actor, discardHeldMessage, params));
}
