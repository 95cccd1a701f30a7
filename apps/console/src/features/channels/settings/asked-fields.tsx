import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import './asked-fields.css';

const uses = ['off', 'optional', 'required'] as const;

interface AskedField {
  use: (typeof uses)[number];
  /** Null: what the product calls it. */
  label: string | null;
}

interface AskedFieldsProps<K extends string> {
  label: string;
  fields: readonly K[];
  asked: Readonly<Record<K, AskedField>>;
  nameOf: (field: K) => string;
  /** These have no name of the product's own: one has to be given. */
  lacksLabel?: (field: K) => boolean;
  disabled: boolean;
  onChange: (asked: Record<K, AskedField>) => void;
}

/** What a form of visitors asks for, field by field: what it is called, and whether it has to be filled in. */
export const AskedFields = <K extends string>({
  label,
  fields,
  asked,
  nameOf,
  lacksLabel = () => false,
  disabled,
  onChange,
}: AskedFieldsProps<K>) => {
  const { t } = useTranslation();
  const set = (field: K, part: Partial<AskedField>) => onChange({ ...asked, [field]: { ...asked[field], ...part } });
  return (
    <ul className="asked-fields" aria-label={label}>
      {fields.map((field) => (
        <li key={field}>
          <Input
            aria-label={t('channels.leftMessage.labelOf', { field: nameOf(field) })}
            value={asked[field].label ?? ''}
            placeholder={nameOf(field)}
            maxLength={40}
            disabled={disabled}
            status={lacksLabel(field) ? 'error' : ''}
            aria-invalid={lacksLabel(field)}
            onChange={({ target }) => set(field, { label: target.value || null })}
          />
          <Segmented<AskedField['use']>
            aria-label={t('channels.leftMessage.useOf', { field: nameOf(field) })}
            value={asked[field].use}
            disabled={disabled}
            options={uses.map((value) => ({ value, label: t(`channels.leftMessage.uses.${value}`) }))}
            onChange={(use) => set(field, { use })}
          />
        </li>
      ))}
    </ul>
  );
};

/** Why a form cannot be saved as it is. */
export const CannotBeSaved = ({ why }: { why: string }) => (
  <p role="alert" className="asked-fields-wrong">
    {why}
  </p>
);
