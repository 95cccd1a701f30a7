import { ApiError } from '@cskefu/client';
import { CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';

/** Why a package was not taken: what is wrong in it, for the person and for its author. */
export const RefusedPackage = ({ name, error }: { name: string; error: unknown }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const issues = error instanceof ApiError ? (error.issues ?? []) : [];
  const detail = error instanceof ApiError && error.code === 'activation_failed' ? error.detail : undefined;
  return (
    <div className="plugin-banner tone-bad" role="alert">
      <CircleX size={18} aria-hidden="true" />
      <div>
        <strong>{t('plugins.install.refused', { name })}</strong>
        <p>{errorText(error)}</p>
        {issues.length > 0 ? (
          <ul>
            {issues.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {path ? <code>{path}</code> : null} {message}
              </li>
            ))}
          </ul>
        ) : null}
        {detail ? <pre>{detail}</pre> : null}
        <p>{t('plugins.install.nothingChanged')}</p>
      </div>
    </div>
  );
};
