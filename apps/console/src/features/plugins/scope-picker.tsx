import { useTranslation } from 'react-i18next';
import type { UnitRef } from '../organization/org-units.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';

interface ScopePickerProps {
  /** Null: the whole organization. */
  value: UnitRef | null;
  disabled?: boolean;
  onChange: (unit: UnitRef | null) => void;
}

/** Whom a plugin works for: one unit with all below it, or everybody. */
export const ScopePicker = (field: ScopePickerProps) => {
  const { t } = useTranslation();
  return (
    <UnitPicker
      {...field}
      allowClear
      aria-label={t('plugins.scope.title')}
      placeholder={t('plugins.scope.whole')}
      className="plugin-scope"
    />
  );
};
