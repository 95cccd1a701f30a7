import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { getSessionSettings, updateSessionSettings } from './update-session-settings.ts';

export function registerSessionSettingsRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  register(routes.sessionSettings.get, ({ actor, params }) => run.read(actor, getSessionSettings, params));
  register(routes.sessionSettings.update, ({ actor, params, body }) =>
    run(actor, updateSessionSettings, { ...body, ...params }),
  );
}
