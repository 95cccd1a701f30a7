import type { ChannelAct } from '@cskefu/plugin-sdk';
import type { FrameFixtures, ProviderFixtures } from '../channel/fixtures.ts';
import type { Subject } from './conformance-case.ts';
import { framesOf, placeOfFrames } from './frames.ts';

type Skip = (subject: Subject) => string | null;

export const never: Skip = () => null;

/** The first reason counts. */
export const unless =
  (...skips: readonly Skip[]): Skip =>
  (subject) =>
    skips.reduce<string | null>((reason, skip) => reason ?? skip(subject), null);

export const hasWebhooks: Skip = ({ manifest }) =>
  manifest.transport === 'webhook' ? null : `nobody calls a channel of transport ${manifest.transport}`;

/** Something of the outside is handed to it to be parsed: requests of a provider that calls, answers of one that is asked. */
export const takesFrames: Skip = ({ manifest }) =>
  manifest.transport === 'live' ? 'its customers are connected to the desk itself' : null;

export const parses: Skip = ({ manifest }) => (manifest.can.includes('parse') ? null : 'it has no parse');

export const can =
  (act: ChannelAct): Skip =>
  ({ manifest }) =>
    manifest.can.includes(act) ? null : `it has no ${act}`;

export const claims =
  (capability: keyof Subject['manifest']['capabilities']): Skip =>
  ({ manifest }) =>
    manifest.capabilities[capability] === undefined ? `it does not claim ${capability}` : null;

export const isPulled: Skip = ({ manifest }) =>
  manifest.transport === 'pull' ? null : 'it holds no connection of its own';

export const framed =
  (name: keyof FrameFixtures, reason: string): Skip =>
  ({ manifest, fixtures }) =>
    framesOf(manifest, fixtures)?.[name] === undefined
      ? `fixtures.${placeOfFrames(manifest)}.${name}: ${reason}`
      : null;

export const scripted =
  (name: keyof ProviderFixtures, reason: string): Skip =>
  ({ fixtures }) =>
    fixtures.provider?.[name] === undefined ? reason : null;
