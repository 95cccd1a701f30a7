import type { PluginPackage } from '@cskefu/contract';
import type { Origin } from './packages.store.ts';
import { isYoung } from './registry/hold-back.ts';

/** What the registry says of a package, and whether it is too young to be taken without a word. */
export const presentOrigin = (origin: Origin | null, holdHours: number, now: Date): PluginPackage['origin'] =>
  origin && {
    signature: origin.signature,
    keyIds: [...origin.keyIds],
    publishedAt: origin.publishedAt?.toISOString() ?? null,
    held: isYoung(origin.publishedAt, holdHours, now),
  };
