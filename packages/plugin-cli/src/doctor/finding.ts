import type { BuiltPlugin } from '../build/build-plugin.ts';

/** Something that the doctor saw. `error`: the desk would refuse it, or it cannot work. */
export interface Finding {
  readonly level: 'error' | 'warning';
  readonly text: string;
  readonly hint?: string;
}

export type Examine = (built: BuiltPlugin) => readonly Finding[];

export const error = (text: string, hint?: string): Finding => ({ level: 'error', text, ...(hint ? { hint } : {}) });
export const warning = (text: string, hint?: string): Finding => ({
  level: 'warning',
  text,
  ...(hint ? { hint } : {}),
});
