import { ApiError } from '@cskefu/client';
import type { ConfigProblem, Fields } from '@cskefu/plugin-sdk';
import { useState } from 'react';
import { type ConfigValues, knownValues, problemsFromIssues, problemsOf } from './draft.ts';

interface SavedConfig {
  fields: Fields;
  values: ConfigValues;
  /** Paths of secrets that are set. */
  kept: readonly string[];
}

export interface ConfigDraft {
  values: ConfigValues;
  kept: ReadonlySet<string>;
  problems: readonly ConfigProblem[];
  dirty: boolean;
  change: (values: ConfigValues) => void;
  /** The person has been at this field. */
  touch: (path: string) => void;
  /** Shows everything that is wrong; true if nothing is. */
  check: () => boolean;
  /** Shows at the fields what the server found; true if it found something there. */
  refuse: (error: unknown) => boolean;
  /** Back to what is saved. */
  reset: () => void;
}

/** What is being entered into a generated form. Nobody is told of a mistake in a field before having been there. */
export const useConfigDraft = ({ fields, values: saved, kept: keptPaths }: SavedConfig): ConfigDraft => {
  const start = knownValues(fields, saved);
  const [changed, setChanged] = useState<ConfigValues | null>(null);
  const [touched, setTouched] = useState<ReadonlySet<string> | 'all'>(new Set());
  const [refused, setRefused] = useState<readonly ConfigProblem[]>([]);
  const values = changed ?? start;
  const kept = new Set(keptPaths);
  const own = problemsOf(fields, values, kept);
  const shown = own.filter(({ path }) => touched === 'all' || touched.has(path));
  const forget = () => {
    setChanged(null);
    setTouched(new Set());
    setRefused([]);
  };
  return {
    values,
    kept,
    problems: [...shown, ...refused.filter(({ path }) => !shown.some((one) => one.path === path))],
    dirty: changed !== null && JSON.stringify(changed) !== JSON.stringify(start),
    change: (next) => {
      setChanged(next);
      setRefused([]);
    },
    touch: (path) => setTouched((before) => (before === 'all' ? before : new Set([...before, path]))),
    check: () => {
      setTouched('all');
      return own.length === 0;
    },
    refuse: (error) => {
      const found = error instanceof ApiError ? problemsFromIssues(fields, error.issues ?? []) : [];
      setRefused(found);
      return found.length > 0;
    },
    reset: forget,
  };
};
