import { useNavigate } from '@tanstack/react-router';
import { UserRoundCog } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../app/session.ts';
import { sectionsFor } from '../administration/sections.ts';
import { pagesFor } from '../shell/pages.ts';
import type { PaletteEntry } from './palette-entry.ts';

/** Every page that the account may open. */
export const usePageEntries = (): PaletteEntry[] => {
  const { t } = useTranslation();
  const account = useAccount();
  const navigate = useNavigate();
  const pages = pagesFor(account).map(({ to, icon, title }) => ({
    key: to,
    label: t(title),
    icon,
    run: () => void navigate({ to }),
  }));
  const sections = sectionsFor(account)
    .flatMap((group) => group.sections)
    .map(({ key, to, icon }) => ({
      key: to,
      label: t(`administration.sections.${key}`),
      detail: t('administration.title'),
      icon,
      run: () => void navigate({ to }),
    }));
  const me = { key: '/me', label: t('userCentre.title'), icon: UserRoundCog, run: () => void navigate({ to: '/me' }) };
  return [...pages, ...sections, me];
};
