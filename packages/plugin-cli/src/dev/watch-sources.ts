import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Editors write a file in several steps. */
const SETTLE_MS = 40;

/** Calls once after each change of sources or texts, until the signal aborts. */
export const watchSources = (folder: string, signal: AbortSignal, onChange: () => void): void => {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  for (const name of ['src', 'locales'].filter((each) => existsSync(join(folder, each))))
    watch(join(folder, name), { recursive: true, signal }, changed);
};
