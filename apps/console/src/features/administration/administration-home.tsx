import { Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../app/session.ts';
import { Forbidden } from './forbidden.tsx';
import { sectionsFor } from './sections.ts';

/** The entry of the administration leads to the first page that one may see. */
export const AdministrationHome = () => {
  const { t } = useTranslation();
  const first = sectionsFor(useAccount())[0]?.sections[0];
  return first ? <Navigate to={first.to} replace /> : <Forbidden page={t('administration.title')} />;
};
