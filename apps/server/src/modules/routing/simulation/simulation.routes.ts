import { routes, type SimulationRequest } from '@cskefu/contract';
import type { Database } from '../../../platform/database/index.ts';
import { DomainError } from '../../../platform/errors/index.ts';
import type { AccountActor, RegisterRoute } from '../../access/index.ts';
import { findUnitWithin, type OrgUnitRecord } from '../../organization/index.ts';
import { findRoutingSettings } from '../../routing-settings/index.ts';
import { recordDay } from './record-day.ts';
import { createReplayRunner, type Errand } from './run-replay.ts';

export function registerSimulationRoutes(register: RegisterRoute, { db }: { db: Database }): void {
  const runReplay = createReplayRunner();
  const { simulation } = routes;

  async function accessUnit(actor: AccountActor, id: number): Promise<OrgUnitRecord> {
    const unit = await findUnitWithin(db, actor.orgUnit, id);
    if (!unit) throw new DomainError('not_found');
    return unit;
  }

  register(
    simulation.day,
    async ({ actor, params, query }) =>
      recordDay(db, await accessUnit(actor, params.id), { ...query, date: params.date }, new Date()),
    { rateLimit: { max: 10, timeWindow: '1 minute' } },
  );

  register(
    simulation.run,
    async ({ actor, params, body }) => {
      const unit = await accessUnit(actor, params.id);
      const { change, targetSeconds, seed } = body;
      return runReplay({ change, targetSeconds, seed, ...(await dayOf(db, unit, body.day)) });
    },
    { rateLimit: { max: 60, timeWindow: '1 minute' } },
  );
}

async function dayOf(
  db: Database,
  unit: OrgUnitRecord,
  wanted: SimulationRequest['day'],
): Promise<Pick<Errand, 'day' | 'generate'>> {
  if (wanted.kind === 'recorded') return { day: await recordDay(db, unit, wanted, new Date()) };
  const settings = await findRoutingSettings(db, unit.id);
  const group = { id: unit.id, name: unit.name, settings, overflow: null };
  return { generate: { wanted, place: { group, begin: '2026-01-01T00:00:00.000Z', timeZone: 'UTC' } } };
}
