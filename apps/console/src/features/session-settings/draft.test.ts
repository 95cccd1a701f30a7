import type { OwnSettings, UnitSessionSettings } from '@cskefu/contract';
import { describe, expect, test } from 'vitest';
import { type Draft, ownOf, settingOf, withChange } from './draft.ts';

const saved = {
  own: { welcomeText: '自己的', idleWarningSeconds: null } as OwnSettings,
  inherited: { welcomeText: '上级的', idleWarningSeconds: 120 },
} as unknown as UnitSessionSettings;
const draft = (changes: Draft['changes']): Draft => ({
  saved,
  changes,
  disabled: false,
  focus: () => {},
  change: () => {},
});

describe('a draft', () => {
  test('shows what was changed, else one’s own, else what is inherited', () => {
    expect(settingOf(draft({}), 'welcomeText')).toBe('自己的');
    expect(settingOf(draft({ welcomeText: '新的' }), 'welcomeText')).toBe('新的');
    expect(settingOf(draft({ welcomeText: null }), 'welcomeText')).toBe('上级的');
    expect(settingOf(draft({}), 'idleWarningSeconds')).toBe(120);
    expect(ownOf(draft({}), 'idleWarningSeconds')).toBeNull();
  });

  test('is empty again when a change is taken back', () => {
    const once = withChange(saved, {}, { welcomeText: '新的' });
    expect(once).toEqual({ welcomeText: '新的' });
    expect(withChange(saved, once, { welcomeText: '自己的' })).toEqual({});
    expect(withChange(saved, {}, { idleWarningSeconds: null })).toEqual({});
  });
});
