import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { explainAssignment } from './explain-assignment.ts';

export function registerRoutingRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  register(routes.routing.assignment, ({ actor, params }) => run.read(actor, explainAssignment, params));
}
