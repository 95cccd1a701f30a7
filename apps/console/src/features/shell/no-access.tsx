import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { LogOut, RotateCw, UserRoundX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { followAccess, signOut, useAccount } from '../../app/session.ts';
import { Notice } from '../../components/notice.tsx';
import { toast } from '../../components/toaster.tsx';

/** The whole desk of an account without a role. When it gets one, the live connection tells, and the desk appears. */
const NoAccess = () => {
  const { t } = useTranslation();
  const account = useAccount();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  usePageTitle(`${t('noAccess.title')} · ${t('app.name')}`);
  const look = useMutation({ mutationFn: () => followAccess(queryClient) });
  const leave = useMutation({
    mutationFn: () => signOut(queryClient),
    onError: (error) => toast('bad', errorText(error)),
  });
  return (
    <main className="page page-notice scroll">
      <h1 className="visually-hidden">{t('noAccess.title')}</h1>
      <Notice
        icon={UserRoundX}
        title={t('noAccess.title')}
        text={t('noAccess.text', { name: account.name, username: account.username, unit: account.orgUnit.name })}
      >
        <Button icon={<RotateCw size={14} />} loading={look.isPending} onClick={() => look.mutate()}>
          {t('noAccess.look')}
        </Button>
        <Button icon={<LogOut size={14} />} loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('shell.signOut')}
        </Button>
      </Notice>
    </main>
  );
};

export default NoAccess;
