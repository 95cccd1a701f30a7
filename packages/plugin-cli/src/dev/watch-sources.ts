import { existsSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Editors write a file in several steps. */
const SETTLE_MS = 40;

/** Calls once after each change of sources or texts, of the icon or the version, until the signal aborts. */
export const watchSources = (folder: string, signal: AbortSignal, onChange: () => void): void => {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  for (const name of ['src', 'locales'].filter((each) => existsSync(join(folder, each))))
    watch(join(folder, name), { recursive: true, signal }, changed);
  let version = versionIn(folder);
  watch(folder, { signal }, (_, name) => {
    if (name === 'icon.svg') return changed();
    if (name !== 'package.json') return;
    // Each build writes the manifest into it.
    const before = version;
    version = versionIn(folder) ?? before;
    if (version !== before) changed();
  });
};

/** Null while it is being written. */
const versionIn = (folder: string): unknown => {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: unknown }).version ?? null;
  } catch {
    return null;
  }
};
