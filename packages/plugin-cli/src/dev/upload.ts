import type { Given } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import type { DeskApi } from '../desk/desk-api.ts';
import { install } from '../desk/install.ts';
import { packPlugin } from '../pack/pack-plugin.ts';

export interface Uploaded {
  readonly id: string;
  readonly integrity: string;
  /** What was tried after it did not go. */
  readonly failedSince?: true;
}

/** Builds, installs, and says how it went. Answers what is on the desk now: `before`, if it did not go or nothing is new. */
export const upload = async (desk: DeskApi, given: Given, before: Uploaded | null = null): Promise<Uploaded | null> => {
  const { folder, say, complain } = given;
  const began = performance.now();
  try {
    const packed = await packPlugin(folder);
    if (packed.integrity === before?.integrity) {
      if (before.failedSince) say(`✓ ${before.id}: as it runs already`);
      return { id: before.id, integrity: before.integrity };
    }
    const built = performance.now();
    const { change, plugin } = await install(desk, packed);
    const swapped = performance.now();
    const added = [...change.addedPermissions, ...change.addedHosts];
    if (added.length > 0) say(`  granted: ${added.join(', ')}`);
    for (const text of packed.missingTexts) say(`! ${text}`);
    const took = `built ${ms(built - began)}, swapped ${ms(swapped - built)}`;
    say(`✓ ${plugin.id} ${plugin.version} ${wordsFor(plugin.condition)} (${took})`);
    return { id: plugin.id, integrity: packed.integrity };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    complain(`✗ ${error.message}${error.hint ? `\n  → ${error.hint}` : ''}`);
    return before && { ...before, failedSince: true };
  }
};

const ms = (value: number) => `${Math.round(value)} ms`;

const words: Readonly<Record<string, string>> = {
  unconfigured: 'waits for its settings: enter them in the console, under Plugins',
  migration_failed: 'waits: its data could not be migrated, and the version before runs on; its log says why',
  data_unfit: 'cannot run: what it keeps on this desk is of another version than it knows',
  migrating: 'waits while its data is being migrated',
  off: 'is installed and switched off: switch it on in the console, under Plugins',
  safe_mode: 'is installed, but the desk was started without plugins (CSKEFU_PLUGINS=off)',
  crash_loop: 'rests after crashing three times: mend it, or restart it in the console',
  refused: 'could not be started: its log says why',
  ready: 'runs',
  starting: 'starts',
};

const wordsFor = (condition: string): string => words[condition] ?? condition;
