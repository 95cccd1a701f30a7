import { ApiError } from '@cskefu/client';
import type { ErrorCode } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';

export type FailureCode = ErrorCode | 'network' | 'timeout';

/** The code of a failure; what we cannot name is an internal one. */
export const codeOf = (error: unknown): FailureCode => (error instanceof ApiError ? error.code : 'internal');

/** Words a failure: what happened and what to do. */
export const useErrorText = () => {
  const { t, i18n } = useTranslation();
  return (error: unknown): string =>
    (error instanceof ApiError && error.text?.[languageOf(i18n.language)]) || t(`errors.${codeOf(error)}`);
};

/** What plugins say they say in both languages. */
export const languageOf = (language: string): 'zh-CN' | 'en' => (language === 'en' ? 'en' : 'zh-CN');

export const useCodeText = () => {
  const { t } = useTranslation();
  return (code: FailureCode): string => t(`errors.${code}`);
};
