import type { PluginManifest } from '@cskefu/plugin-sdk';
import { Failure } from '../cli/failure.ts';
import type { Locales } from '../project/read-locales.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;

/** One line for each text that is missing: each `%key%` of the manifest, and what one language has and the other has not. */
export const findMissingTexts = (manifest: PluginManifest, locales: Locales): string[] => {
  const keys = new Set([...keysIn(manifest), ...LANGUAGES.flatMap((language) => Object.keys(locales[language] ?? {}))]);
  return LANGUAGES.flatMap((language) =>
    [...keys].sort().flatMap((key) => (locales[language]?.[key] ? [] : [`locales/${language}.json has no ${key}`])),
  );
};

const keysIn = (value: unknown): string[] => {
  if (typeof value === 'string') return /^%([^%\s]+)%$/.exec(value)?.slice(1) ?? [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysIn) : [];
};

/** @throws {Failure} if there are any */
export const refuseMissingTexts = (missing: readonly string[]): void => {
  if (missing.length > 0) throw new Failure(`Texts are missing:\n  ${missing.join('\n  ')}`);
};
