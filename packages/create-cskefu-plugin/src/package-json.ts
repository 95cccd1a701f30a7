import type { Wishes } from './wishes.ts';

export interface Versions {
  /** Of our packages, by name. */
  readonly own: Readonly<Record<string, string>>;
  readonly typescript: string;
  readonly nodeTypes: string;
}

/** The manifest under `cskefu` comes with the first build. */
export const packageJsonOf = (
  wishes: Wishes,
  packageName: string,
  { own, typescript, nodeTypes }: Versions,
): object => ({
  name: packageName,
  version: '0.1.0',
  description: wishes.name,
  license: wishes.licence === 'none' ? 'UNLICENSED' : wishes.licence,
  type: 'module',
  keywords: ['cskefu-plugin'],
  engines: { node: '>=24' },
  scripts: {
    dev: 'cskefu-plugin dev',
    build: 'cskefu-plugin build',
    check: 'tsc -p . && cskefu-plugin doctor',
    test: 'cskefu-plugin test',
    ...(wishes.kind === 'channel' ? { conformance: 'cskefu-plugin conformance' } : {}),
    pack: 'cskefu-plugin pack',
  },
  // Everything is bundled: who installs the plugin needs none of it.
  devDependencies: { ...own, '@types/node': nodeTypes, typescript },
});
