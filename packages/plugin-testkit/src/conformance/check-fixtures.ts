import { checkConfig, manifestOf, type Plugin } from '@cskefu/plugin-sdk';
import type { ChannelFixtures } from '../channel/fixtures.ts';
import { settingsFault } from '../host/settings-words.ts';
import type { Subject } from './conformance-case.ts';

/** Fixtures with which no case could run: told once, and not by every case. */
export class FixturesError extends Error {
  override readonly name = 'FixturesError';
}

/** @throws {FixturesError} */
export const checkFixtures = (plugin: Plugin, kind: string, fixtures: ChannelFixtures): Subject => {
  const { channels } = manifestOf(plugin);
  const manifest = Object.hasOwn(channels, kind) ? channels[kind] : undefined;
  if (!manifest)
    throw new FixturesError(
      `${plugin.id} has no channel ${kind}. It has: ${Object.keys(channels).join(', ') || 'none'}.`,
    );
  for (const name of ['config', 'otherConfig'] as const) {
    const checked = checkConfig(manifest.config, fixtures[name] ?? fixtures.config);
    if (!checked.ok) throw new FixturesError(settingsFault(`fixtures.${name}`, checked.problems).message);
  }
  return { manifest, fixtures };
};
