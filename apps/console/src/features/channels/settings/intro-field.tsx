import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from './settings-card.tsx';

interface IntroFieldProps {
  value: string | null;
  /** What stands there if nothing is entered. */
  usual: string;
  disabled: boolean;
  onChange: (intro: string | null) => void;
}

/** The words above a form of visitors. */
export const IntroField = ({ value, usual, disabled, onChange }: IntroFieldProps) => {
  const { t } = useTranslation();
  return (
    <Field label={t('channels.leftMessage.intro')}>
      {(id) => (
        <Input.TextArea
          id={id}
          value={value ?? ''}
          maxLength={300}
          disabled={disabled}
          placeholder={usual}
          autoSize={{ minRows: 2, maxRows: 4 }}
          onChange={({ target }) => onChange(target.value || null)}
        />
      )}
    </Field>
  );
};
