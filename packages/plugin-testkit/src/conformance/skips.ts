import type { ChannelAct } from '@cskefu/plugin-sdk';
import type { ProviderFixtures } from '../channel/fixtures.ts';
import type { Subject } from './conformance-case.ts';

type Skip = (subject: Subject) => string | null;

export const never: Skip = () => null;

/** The first reason counts. */
export const unless =
  (...skips: readonly Skip[]): Skip =>
  (subject) =>
    skips.reduce<string | null>((reason, skip) => reason ?? skip(subject), null);

export const hasWebhooks: Skip = ({ manifest }) =>
  manifest.transport === 'webhook' ? null : `nobody calls a channel of transport ${manifest.transport}`;

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

export const scripted =
  (name: keyof ProviderFixtures, reason: string): Skip =>
  ({ fixtures }) =>
    fixtures.provider?.[name] === undefined ? reason : null;
