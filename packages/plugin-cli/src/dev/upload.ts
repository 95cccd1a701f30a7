import type { Given } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import type { DeskApi } from '../desk/desk-api.ts';
import { install } from '../desk/install.ts';
import { packPlugin } from '../pack/pack-plugin.ts';

/** Builds, installs, and says how it went. Answers the id, or null if it did not go. */
export const upload = async (desk: DeskApi, { folder, say, complain }: Given): Promise<string | null> => {
  const began = performance.now();
  try {
    const packed = await packPlugin(folder);
    const built = performance.now();
    const { change, plugin } = await install(desk, packed);
    const added = [...change.addedPermissions, ...change.addedHosts];
    if (added.length > 0) say(`  granted: ${added.join(', ')}`);
    say(
      `✓ ${plugin.id} ${plugin.version} ${wordsFor(plugin.condition)} (built ${ms(built - began)}, swapped ${ms(performance.now() - built)})`,
    );
    return plugin.id;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    complain(`✗ ${error.message}${error.hint ? `\n  → ${error.hint}` : ''}`);
    return null;
  }
};

const ms = (value: number) => `${Math.round(value)} ms`;

const wordsFor = (condition: string): string =>
  ({
    unconfigured: 'waits for its settings: enter them in the console, under Plugins',
    off: 'is installed and switched off: switch it on in the console, under Plugins',
    safe_mode: 'is installed, but the desk was started without plugins (CSKEFU_PLUGINS=off)',
    crash_loop: 'rests after crashing three times: mend it, or restart it in the console',
    ready: 'runs',
    starting: 'starts',
  })[condition] ?? condition;
