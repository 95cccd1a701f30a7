import type { ConfigProblem } from '@cskefu/plugin-sdk';
import { createContext, use } from 'react';

export interface Option {
  readonly value: string;
  readonly title: string;
}

interface FormContext {
  disabled: boolean;
  kept: ReadonlySet<string>;
  problems: readonly ConfigProblem[];
  words: (text: string) => string;
  /** Choices that the plugin offers when asked; `later`: once it runs. */
  loadOptions: ((name: string) => Promise<readonly Option[]>) | 'later' | null;
  /** By path: what the desk has just made up. */
  generated: Readonly<Record<string, string>>;
  generate: ((path: string) => void) | null;
  touch: (path: string) => void;
}

export const ConfigFormContext = createContext<FormContext | null>(null);

export const useForm = (): FormContext => {
  const form = use(ConfigFormContext);
  if (!form) throw new Error('useForm outside of ConfigForm');
  return form;
};
