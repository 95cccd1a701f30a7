import { allowedModules } from '@cskefu/plugin-sdk';
import { type Examine, error } from './finding.ts';

const instead: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns'].map((name) => [name, 'http.fetch of the context']),
  ),
  fs: 'kv of the context, or an import of the file, which is bundled',
  sqlite: 'kv of the context',
};

/** Modules of Node that a desk refuses. */
export const examineBuiltins: Examine = ({ builtins }) =>
  builtins
    .map((name) => name.replace(/^node:/, ''))
    .filter((name) => !allowedModules.includes(name))
    .map((name) => {
      const other = instead[name.split('/')[0] ?? ''];
      return error(
        `It imports node:${name}, which is closed to plugins.`,
        other ? `Instead: ${other}.` : 'Plugins have no files, network, processes and threads.',
      );
    });
