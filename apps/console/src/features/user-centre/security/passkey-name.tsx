import { Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** What its owner calls a passkey. */
export const PasskeyName = ({ value, onChange }: { value: string; onChange: (name: string) => void }) => {
  const { t } = useTranslation();
  return (
    <div className="entrance-field">
      <label className="entrance-label" htmlFor="passkey-name">
        {t('userCentre.passkeys.name')}
      </label>
      <Input
        id="passkey-name"
        size="large"
        maxLength={60}
        autoComplete="off"
        value={value}
        status={value.trim() ? '' : 'error'}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
};
