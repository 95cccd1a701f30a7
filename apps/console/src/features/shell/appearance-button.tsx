import type { Locale } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SunMoon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AppearanceMenu } from '../../app/appearance-menu.tsx';
import { http } from '../../app/http.ts';
import { keepAccount } from '../../app/session.ts';

/** Language and theme. The language goes to the account too: the server writes to people in it. */
export const AppearanceButton = () => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const tellServer = useMutation({
    mutationFn: (locale: Locale) => http.request('PATCH /api/me', { body: { locale } }),
    onSuccess: (account) => keepAccount(queryClient, account),
  });
  return (
    <AppearanceMenu placement="topLeft" onLocale={(locale) => tellServer.mutate(locale)}>
      <button type="button" className="rail-button" aria-label={t('appearance.title')} title={t('appearance.title')}>
        <SunMoon size={20} strokeWidth={1.75} />
      </button>
    </AppearanceMenu>
  );
};
