import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { getSatisfactionSettings, updateSatisfactionSettings } from './update-satisfaction-settings.ts';

export function registerSatisfactionSettingsRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  register(routes.satisfaction.settings, ({ actor, params }) => run.read(actor, getSatisfactionSettings, params));
  register(routes.satisfaction.updateSettings, ({ actor, params, body }) =>
    run(actor, updateSatisfactionSettings, { ...body, ...params }),
  );
}
