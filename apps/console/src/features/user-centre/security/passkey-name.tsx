import { useTranslation } from 'react-i18next';
import { TextField } from '../text-field.tsx';

/** What its owner calls a passkey. */
export const PasskeyName = ({ value, onChange }: { value: string; onChange: (name: string) => void }) => {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('userCentre.passkeys.name')}
      maxLength={60}
      autoComplete="off"
      value={value}
      status={value.trim() ? '' : 'error'}
      onChange={(event) => onChange(event.target.value)}
    />
  );
};
