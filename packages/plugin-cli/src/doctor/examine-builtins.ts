import { type Examine, warning } from './finding.ts';

/** Modules of Node that are refused in the process of a plugin, and what to use instead. */
const closed: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns'].map((name) => [name, 'context.http.fetch']),
  ),
  fs: 'context.kv, or import JSON so that it is bundled',
  sqlite: 'context.kv',
  child_process: 'nothing: plugins start no processes',
  worker_threads: 'nothing: plugins start no threads',
  cluster: 'nothing: plugins start no processes',
  inspector: 'context.log',
};

export const examineBuiltins: Examine = ({ builtins }) =>
  builtins.flatMap((name) => {
    const [plain = ''] = name.replace('node:', '').split('/');
    const instead = closed[plain];
    return instead ? [warning(`It imports ${name}, which is closed where plugins run.`, `Instead: ${instead}.`)] : [];
  });
