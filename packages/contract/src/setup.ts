import { z } from 'zod';
import { storableText } from './primitives.ts';
import { route } from './route.ts';

/** The steps of the first hour, in their order. */
export const setupStep = z.enum(['password', 'organization', 'skill_group', 'people', 'channel', 'first_conversation']);
export type SetupStep = z.infer<typeof setupStep>;

export const setup = z
  .object({
    finished: z.boolean().meta({ description: 'Done or dismissed: the guide stays away' }),
    steps: z.array(
      z.object({
        step: setupStep,
        state: z.enum(['open', 'done', 'skipped']),
      }),
    ),
  })
  .meta({ id: 'Setup' });
export type Setup = z.infer<typeof setup>;

export const setupRoutes = {
  get: route({
    method: 'GET',
    path: '/api/setup',
    summary: 'How far the initialization of the desk has come',
    access: ['system:operate'],
    scope: 'desk',
    response: setup,
  }),
  markStep: route({
    method: 'POST',
    path: '/api/setup/steps/:step',
    summary: 'Skip a step, or mark it as done or open again',
    access: ['system:operate'],
    scope: 'desk',
    params: z.object({ step: setupStep }),
    body: z.object({ state: z.enum(['open', 'done', 'skipped']) }),
    response: setup,
  }),
  finish: route({
    method: 'POST',
    path: '/api/setup/finish',
    summary: 'The guide is not needed (any more)',
    access: ['system:operate'],
    scope: 'desk',
    response: setup,
  }),
  nameOrganization: route({
    method: 'POST',
    path: '/api/setup/organization',
    summary: 'Name the root unit',
    access: ['system:operate'],
    scope: 'desk',
    body: z.object({ name: storableText(60).trim().min(1) }),
    response: setup,
  }),
} as const;
