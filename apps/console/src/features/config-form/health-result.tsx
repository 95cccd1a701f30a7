import type { PluginHealth } from '@cskefu/contract';
import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';

interface HealthResultProps {
  health: PluginHealth | undefined;
  error: unknown;
}

/** Whether what was saved works, and if not, whose turn it is: ours, or the provider's. */
export const HealthResult = ({ health, error }: HealthResultProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (error) {
    return (
      <p className="config-health config-health-bad" role="alert">
        <CircleX size={16} aria-hidden="true" />
        {errorText(error)}
      </p>
    );
  }
  if (!health) return null;
  return health.ok ? (
    <p className="config-health config-health-good" role="status">
      <CircleCheck size={16} aria-hidden="true" />
      {health.account ? t('configForm.health.account', { account: health.account }) : t('configForm.health.ok')}
    </p>
  ) : (
    <div className="config-health config-health-bad" role="alert">
      <CircleX size={16} aria-hidden="true" />
      <div>
        {t(`configForm.health.${health.code ?? 'outage'}`)}
        {health.detail ? <small>{health.detail}</small> : null}
      </div>
    </div>
  );
};
