import { ApiError } from '@cskefu/client';
import { CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../../app/error-text.ts';
import { oneOf } from '../../../lib/one-of.ts';

const issueCodes = [
  'not_a_package',
  'too_large',
  'bad_path',
  'bad_entry',
  'missing',
  'not_json',
  'bad_manifest',
  'version_differs',
  'unsupported_api',
  'reserved',
  'other_package',
  'native_code',
  'install_script',
  'forbidden_import',
] as const;

/** What is wrong in a package; what we have no words for stands as it is. */
const useIssueWords = () => {
  const { t } = useTranslation();
  return (code: string): string => {
    const known = oneOf(issueCodes, code);
    return known ? t(`plugins.install.issues.${known}`) : code;
  };
};

/** What a machine says of it, for the author: not where it only repeats the issue. */
const detailOf = (error: unknown): string | undefined => {
  if (!(error instanceof ApiError) || !error.detail) return undefined;
  if (error.code === 'activation_failed') return error.detail;
  const repeated = (error.issues ?? []).some(({ path, message }) => error.detail === `${path}: ${message}`);
  return error.code === 'package_refused' && !repeated ? error.detail : undefined;
};

/** Why a package was not taken: what is wrong in it, for the person and for its author. */
export const RefusedPackage = ({ name, error }: { name: string; error: unknown }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const issues = error instanceof ApiError ? (error.issues ?? []) : [];
  const detail = detailOf(error);
  const issueWords = useIssueWords();
  return (
    <div className="plugin-banner tone-bad" role="alert">
      <CircleX size={18} aria-hidden="true" />
      <div>
        <strong>{t('plugins.install.refused', { name })}</strong>
        <p>{codeOf(error) === 'not_found' ? t('plugins.install.noSuch') : errorText(error)}</p>
        {issues.length > 0 ? (
          <ul>
            {issues.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {issueWords(message)}
                {path ? (
                  <>
                    {' '}
                    · <code>{path}</code>
                  </>
                ) : null}
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
