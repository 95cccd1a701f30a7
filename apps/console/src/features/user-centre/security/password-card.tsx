import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../card.tsx';
import { ChangePasswordDialog } from './change-password-dialog.tsx';
import { twoFactorQuery } from './two-factor.ts';

export const PasswordCard = () => {
  const { t } = useTranslation();
  const { data } = useQuery(twoFactorQuery);
  const [changing, setChanging] = useState(false);
  const hasPassword = data?.hasPassword ?? true;
  return (
    <Card
      title={t('userCentre.password.title')}
      text={t(`userCentre.password.${hasPassword ? 'text' : 'none'}`)}
      acts={hasPassword ? <Button onClick={() => setChanging(true)}>{t('userCentre.password.change')}</Button> : null}
    >
      {changing ? <ChangePasswordDialog onClose={() => setChanging(false)} /> : null}
    </Card>
  );
};
