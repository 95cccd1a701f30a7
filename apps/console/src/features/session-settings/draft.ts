import type { EverySetting, OwnSettings, SettingName, UnitSessionSettings } from '@cskefu/contract';

/** What was changed and is not saved. Null: to be inherited. */
export type Changes = { readonly [K in SettingName]?: OwnSettings[K] };

/** Settings of a unit with what was changed on top. */
export interface Draft {
  readonly saved: UnitSessionSettings;
  readonly changes: Changes;
  readonly disabled: boolean;
  /** Which text is being written: the preview shows it. */
  readonly focus: (name: SettingName | null) => void;
  readonly change: (changes: Changes) => void;
}

/** What this unit says itself; null: nothing. */
export const ownOf = <K extends SettingName>({ saved, changes }: Draft, name: K): OwnSettings[K] =>
  name in changes ? (changes[name] as OwnSettings[K]) : saved.own[name];

export const settingOf = <K extends SettingName>(draft: Draft, name: K): EverySetting[K] =>
  (ownOf(draft, name) ?? draft.saved.inherited[name]) as EverySetting[K];

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** A change back to what is saved is none. */
export function withChange(saved: UnitSessionSettings, before: Changes, next: Changes): Changes {
  const merged = Object.entries({ ...before, ...next });
  return Object.fromEntries(merged.filter(([name, value]) => !same(value, saved.own[name as SettingName]))) as Changes;
}
