import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { getRoutingSettings, updateRoutingSettings } from './update-routing-settings.ts';

export function registerRoutingSettingsRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  register(routes.routing.settings, ({ actor, params }) => run.read(actor, getRoutingSettings, params));
  register(routes.routing.updateSettings, ({ actor, params, body }) =>
    run(actor, updateRoutingSettings, { ...body, ...params }),
  );
}
