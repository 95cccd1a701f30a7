import type { ServiceType } from '@cskefu/contract';
import { uniqueViolation } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import { holdUnitWithin } from '../organization/index.ts';
import {
  archiveServiceType,
  countServiceTypes,
  findServiceType,
  insertServiceType,
  listServiceTypes,
  renameServiceType,
  type ServiceTypeRecord,
} from './service-types.store.ts';

type Context = UseCaseContext<AccountActor>;

/** Nobody finds the right one among more. */
const MOST = 200;

/** Those within reach, narrowed by the current unit. */
export async function listServiceTypesWithin(
  ctx: Context,
  { cursor = '0', limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ServiceType[]; nextCursor: string | null }> {
  if (!/^\d{1,6}$/.test(cursor))
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  const offset = Number(cursor);
  const found = await listServiceTypes(ctx.tx, ctx.actor.scope, { offset, limit: limit + 1 });
  return { items: found.slice(0, limit), nextCursor: found.length > limit ? String(offset + limit) : null };
}

/** @throws {DomainError} not_found: unit or parent; conflict: too deep, or too many; taken */
export async function createServiceType(
  ctx: Context,
  { name, orgUnitId, parentId }: { name: string; orgUnitId: number; parentId: string | null },
): Promise<ServiceType> {
  const unit = await holdUnitWithin(ctx.tx, ctx.actor.orgUnit, orgUnitId);
  if (!unit) throw new DomainError('not_found', { detail: 'org unit' });
  const parent = parentId === null ? null : await access(ctx, parentId);
  if (parent && (parent.serviceType.parent || parent.serviceType.orgUnit.id !== orgUnitId))
    throw new DomainError('conflict', { detail: 'two levels, of one unit' });
  if ((await countServiceTypes(ctx.tx, orgUnitId)) >= MOST)
    throw new DomainError('conflict', { detail: `at most ${MOST} of a unit` });
  const id = await insertServiceType(ctx.tx, { name, orgUnitId, parentId }, ctx.now);
  if (id === undefined) throw taken();
  ctx.emit({ type: 'service_type.created', orgUnitId, payload: { serviceTypeId: id, after: { name } } });
  return ((await findServiceType(ctx.tx, id)) as ServiceTypeRecord).serviceType;
}

/** @throws {DomainError} not_found, taken */
export async function changeServiceType(
  ctx: Context,
  { id, name }: { id: string; name: string },
): Promise<ServiceType> {
  const { serviceType } = await access(ctx, id);
  await renameServiceType(ctx.tx, id, name).catch((error: unknown) => {
    throw uniqueViolation(error) === 'service_types_name' ? taken() : error;
  });
  ctx.emit({
    type: 'service_type.updated',
    orgUnitId: serviceType.orgUnit.id,
    payload: { serviceTypeId: id, before: { name: serviceType.name }, after: { name } },
  });
  return { ...serviceType, name };
}

/** @throws {DomainError} not_found */
export async function removeServiceType(ctx: Context, { id }: { id: string }): Promise<{ ok: true }> {
  const { serviceType } = await access(ctx, id);
  await archiveServiceType(ctx.tx, id, ctx.now);
  const payload = { serviceTypeId: id, before: { name: serviceType.name } };
  ctx.emit({ type: 'service_type.archived', orgUnitId: serviceType.orgUnit.id, payload });
  return { ok: true };
}

async function access(ctx: Context, id: string): Promise<ServiceTypeRecord> {
  const found = await findServiceType(ctx.tx, id);
  if (!found || !reaches(ctx.actor, found.path)) throw new DomainError('not_found');
  return found;
}

const taken = () => new DomainError('taken', { issues: [{ path: 'name', message: 'is the name of another' }] });
