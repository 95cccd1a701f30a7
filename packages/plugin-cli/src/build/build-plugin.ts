import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { PluginManifest } from '@cskefu/plugin-sdk';
import { Failure } from '../cli/failure.ts';
import { type Locales, readLocales } from '../project/read-locales.ts';
import { type Project, readProject } from '../project/read-project.ts';
import { bundle } from './bundle.ts';
import { checkManifest } from './check-manifest.ts';
import { extractManifest } from './extract-manifest.ts';
import { findMissingTexts } from './find-missing-texts.ts';
import { checkLimits } from './limits.ts';

export interface BuiltPlugin {
  /** With the new manifest. */
  readonly project: Project;
  readonly manifest: PluginManifest;
  readonly code: string;
  readonly builtins: readonly string[];
  readonly locales: Locales;
  readonly missingTexts: readonly string[];
}

interface BuildOptions {
  /** Writes nothing into package.json, and fails if it would have to. */
  readonly check?: boolean;
}

/** `dist/server.mjs` from the sources, and the manifest in `package.json#cskefu`. @throws {Failure} */
export const buildPlugin = async (folder: string, { check = false }: BuildOptions = {}): Promise<BuiltPlugin> => {
  const project = readProject(folder);
  const locales = readLocales(folder);
  const { code, builtins } = await bundle(project);
  mkdirSync(dirname(project.bundle), { recursive: true });
  writeFileSync(project.bundle, code);
  const manifest = await extractManifest(project.bundle);
  checkManifest(manifest, project);
  checkLimits(code, manifest);
  const packageJson = { ...project.packageJson, cskefu: manifest };
  if (!isDeepStrictEqual(project.packageJson['cskefu'], manifest)) {
    if (check) throw differs(project.packageJson['cskefu'], manifest);
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageJson, null, 2)}\n`);
  }
  const missingTexts = findMissingTexts(manifest, locales);
  return { project: { ...project, packageJson }, manifest, code, builtins, locales, missingTexts };
};

const differs = (written: unknown, manifest: PluginManifest) => {
  const before = (written ?? {}) as Record<string, unknown>;
  const keys = Object.entries(manifest).flatMap(([key, value]) => (isDeepStrictEqual(before[key], value) ? [] : [key]));
  return new Failure(
    `package.json#cskefu is not what src/index.ts says: ${keys.join(', ') || 'it has too much'}.`,
    'Run cskefu-plugin build and commit package.json.',
  );
};
