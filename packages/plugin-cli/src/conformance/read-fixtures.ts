import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChannelFixtures } from '@cskefu/plugin-testkit';
import { Failure } from '../cli/failure.ts';

/** What the author tells the kit about the provider, by kind of channel. @throws {Failure} */
export const readFixtures = async (folder: string): Promise<Readonly<Record<string, ChannelFixtures>>> => {
  const file = join(folder, 'src/fixtures.ts');
  const hint = 'export const fixtures: Record<string, ChannelFixtures> = { KIND: { config, webhooks, provider } };';
  if (!existsSync(file)) throw new Failure('src/fixtures.ts is missing.', hint);
  const { fixtures } = (await import(pathToFileURL(file).href)) as { fixtures?: Record<string, ChannelFixtures> };
  if (typeof fixtures !== 'object') throw new Failure('src/fixtures.ts does not export fixtures.', hint);
  return fixtures;
};
