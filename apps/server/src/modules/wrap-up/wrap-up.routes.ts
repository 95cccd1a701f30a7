import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import {
  changeServiceType,
  createServiceType,
  listServiceTypesWithin,
  removeServiceType,
} from './change-service-types.ts';
import { listMyFollowUps, markFollowUp } from './follow-ups.ts';
import { listWanted } from './list-wanted.ts';
import { readWrapUp } from './read-wrap-up.ts';
import { draftWrapUp, writeWrapUp } from './write-wrap-up.ts';

export function registerWrapUpRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  const { wrapUps, serviceTypes } = routes;
  register(wrapUps.get, ({ actor, params }) => run.read(actor, readWrapUp, params));
  register(wrapUps.saveDraft, ({ actor, params, body }) => run(actor, draftWrapUp, { ...body, id: params.id }));
  register(wrapUps.save, ({ actor, params, body }) => run(actor, writeWrapUp, { ...body, id: params.id }));
  register(wrapUps.wanted, ({ actor, query }) => run.read(actor, listWanted, query));
  register(wrapUps.followUps, ({ actor, query }) => run.read(actor, listMyFollowUps, query));
  register(wrapUps.markFollowUp, ({ actor, params, body }) => run(actor, markFollowUp, { ...body, id: params.id }));
  register(serviceTypes.list, ({ actor, query }) => run.read(actor, listServiceTypesWithin, query));
  register(serviceTypes.create, ({ actor, body }) => run(actor, createServiceType, body));
  register(serviceTypes.rename, ({ actor, params, body }) => run(actor, changeServiceType, { ...body, id: params.id }));
  register(serviceTypes.archive, ({ actor, params }) => run(actor, removeServiceType, params));
}
