import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** The desk was started without plugins: nothing that is switched on here runs. */
export const SafeMode = () => {
  const { t } = useTranslation();
  return (
    <div className="plugin-banner tone-warn" role="status">
      <ShieldAlert size={18} aria-hidden="true" />
      <div>
        <strong>{t('plugins.safeMode')}</strong>
        <p>{t('plugins.safeModeText')}</p>
      </div>
    </div>
  );
};
