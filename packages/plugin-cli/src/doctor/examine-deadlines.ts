import type { PluginManifest } from '@cskefu/plugin-sdk';
import { type Examine, error, warning } from './finding.ts';

const MINUTE = 60_000;
const ceilings = { hook: 1_000, observer: 5 * MINUTE, job: 15 * MINUTE };
/** All plugins of one point share it. */
const CHAIN_MS = 800;

export const examineDeadlines: Examine = ({ manifest }) =>
  deadlinesOf(manifest).flatMap(({ what, kind, ms }) => {
    if (ms > ceilings[kind]) return [error(`${what} asks for ${ms} ms; the most is ${ceilings[kind]} ms.`)];
    if (kind === 'hook' && ms > CHAIN_MS / 2)
      return [
        warning(
          `${what} asks for ${ms} ms of the ${CHAIN_MS} ms that all plugins share.`,
          'People wait for it: be quick, or observe instead.',
        ),
      ];
    return [];
  });

const deadlinesOf = ({ hooks, observers, jobs }: PluginManifest) => [
  ...hooks.map(({ point, deadlineMs }) => ({ what: `The hook ${point}`, kind: 'hook' as const, ms: deadlineMs })),
  ...observers.map(({ type, deadlineMs }) => ({
    what: `The observer ${type}`,
    kind: 'observer' as const,
    ms: deadlineMs,
  })),
  ...jobs.map(({ name, timeoutMs }) => ({ what: `The job ${name}`, kind: 'job' as const, ms: timeoutMs })),
];
