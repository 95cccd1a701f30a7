import { isBuiltin } from 'node:module';
import { type RolldownPlugin, rolldown } from 'rolldown';
import { Failure } from '../cli/failure.ts';
import type { Project } from '../project/read-project.ts';

export interface Bundle {
  readonly code: string;
  /** Modules of Node that it imports. */
  readonly builtins: readonly string[];
}

/** One ECMAScript module with everything in it but what Node itself brings. @throws {Failure} */
export const bundle = async ({ folder, entry }: Project): Promise<Bundle> => {
  const build = await rolldown({
    cwd: folder,
    input: entry,
    platform: 'node',
    plugins: [refuseNative],
    // The message of a failure says it all; these lines would only stand beside it.
    logLevel: 'silent',
    experimental: { attachDebugInfo: 'none' },
  }).catch(fail);
  try {
    const { output } = await build.generate({ format: 'esm', codeSplitting: false }).catch(fail);
    const [chunk] = output;
    const imported = [...chunk.imports, ...chunk.dynamicImports];
    const strangers = imported.filter((name) => !isBuiltin(name));
    if (strangers.length > 0)
      throw new Failure(
        `What is imported is not there: ${strangers.join(', ')}.`,
        'Install it with npm; everything a plugin needs is put into one file.',
      );
    return { code: chunk.code, builtins: imported };
  } finally {
    await build.close();
  }
};

const refuseNative: RolldownPlugin = {
  name: 'refuse-native',
  load(id) {
    if (!id.endsWith('.node')) return null;
    throw new Error(`${id} is a native add-on, which plugins cannot use: take a package in plain JavaScript.`);
  },
};

const fail = (error: unknown): never => {
  const message = error instanceof Error ? error.message : String(error);
  throw new Failure(`The plugin cannot be bundled.\n${message.trim()}`);
};
