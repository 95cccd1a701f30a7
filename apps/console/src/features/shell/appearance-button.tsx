import type { Locale } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SunMoon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { AppearanceMenu } from '../../app/appearance-menu.tsx';
import { http } from '../../app/http.ts';
import { chooseLocale } from '../../app/i18n.ts';
import { keepAccount } from '../../app/session.ts';
import { useThemeChoice } from '../../app/theme.ts';

/** Language and theme. The language goes to the account too: the server writes to people in it. */
export const AppearanceButton = () => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const tellServer = useMutation({
    mutationFn: (locale: Locale) => http.request('PATCH /api/me', { body: { locale } }),
    onSuccess: (account) => keepAccount(queryClient, account),
  });
  const [, setTheme] = useThemeChoice();
  const speak = (locale: Locale) => {
    void chooseLocale(locale);
    tellServer.mutate(locale);
  };
  useActions({
    themeLight: () => setTheme('light'),
    themeDark: () => setTheme('dark'),
    themeSystem: () => setTheme('system'),
    speakChinese: () => speak('zh-CN'),
    speakEnglish: () => speak('en'),
  });
  return (
    <AppearanceMenu placement="topLeft" onLocale={(locale) => tellServer.mutate(locale)}>
      <button type="button" className="rail-button" aria-label={t('appearance.title')} title={t('appearance.title')}>
        <SunMoon size={20} strokeWidth={1.75} />
      </button>
    </AppearanceMenu>
  );
};
