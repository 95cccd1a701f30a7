import type { Locale } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { chooseLocale } from '../../../app/i18n.ts';
import { keepAccount } from '../../../app/session.ts';
import { toast } from '../../../components/toaster.tsx';
import { Card } from '../card.tsx';

/** Takes effect at once. */
export const LanguageCard = () => {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const tellServer = useMutation({
    mutationFn: (locale: Locale) => http.request('PATCH /api/me', { body: { locale } }),
    onSuccess: (account) => keepAccount(queryClient, account),
    onError: (error) => toast('bad', errorText(error)),
  });
  const choose = (locale: Locale) => {
    void chooseLocale(locale);
    tellServer.mutate(locale);
  };
  return (
    <Card title={t('appearance.language')} text={t('userCentre.profile.languageText')}>
      <Radio.Group
        aria-label={t('appearance.language')}
        value={i18n.language}
        onChange={(event) => choose(event.target.value as Locale)}
        options={[
          { value: 'zh-CN', label: '简体中文' },
          { value: 'en', label: 'English' },
        ]}
      />
    </Card>
  );
};
