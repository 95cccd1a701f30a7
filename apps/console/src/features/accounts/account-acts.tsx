import type { AccountProfile } from '@cskefu/contract';
import { Button } from 'antd';
import { Ban, CircleCheck, EllipsisVertical, KeyRound, ShieldOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useAccount } from '../../app/session.ts';
import { Menu } from '../../components/menu.tsx';
import type { MenuEntry } from '../../components/menu-entries.ts';
import { toast } from '../../components/toaster.tsx';
import { closedTo, useAccountAct } from './accounts.ts';
import { ConfirmActDialog } from './confirm-act-dialog.tsx';
import { ResetPasswordDialog } from './reset-password-dialog.tsx';

interface AccountActsProps {
  account: AccountProfile;
  labelled?: boolean;
  onRemoved?: () => void;
}

type Asking = 'disable' | 'remove' | 'resetTwoFactor' | 'password';

/** What can be done to an account at once. What the server would refuse is told instead of offered. */
export const AccountActs = ({ account, labelled = false, onRemoved }: AccountActsProps) => {
  const { t } = useTranslation();
  const me = useAccount();
  const errorText = useErrorText();
  const [asking, setAsking] = useState<Asking | null>(null);
  const enable = useAccountAct('enable', account.id);
  const closed = closedTo(me, account);
  const entries: MenuEntry[] = [
    {
      key: 'password',
      label: t('accounts.acts.password'),
      icon: <KeyRound size={16} />,
      onSelect: () => setAsking('password'),
    },
    ...(account.twoFactor
      ? [
          {
            key: 'two-factor',
            label: t('accounts.acts.resetTwoFactor'),
            icon: <ShieldOff size={16} />,
            onSelect: () => setAsking('resetTwoFactor'),
          },
        ]
      : []),
    account.disabled
      ? {
          key: 'enable',
          label: t('accounts.acts.enable'),
          icon: <CircleCheck size={16} />,
          onSelect: () =>
            enable.mutate(undefined, {
              onSuccess: () => toast('good', t('accounts.done.enable', { name: account.name })),
              onError: (error) => toast('bad', errorText(error)),
            }),
        }
      : {
          key: 'disable',
          label: t('accounts.acts.disable'),
          icon: <Ban size={16} />,
          onSelect: () => setAsking('disable'),
        },
    {
      key: 'remove',
      label: t('accounts.acts.remove'),
      icon: <Trash2 size={16} />,
      danger: true,
      onSelect: () => setAsking('remove'),
    },
  ];
  if (closed) {
    return labelled ? null : (
      <span className="account-none" title={t(`accounts.closed.${closed}`)}>
        {t(`accounts.closedShort.${closed}`)}
      </span>
    );
  }
  return (
    <>
      <Menu groups={[{ key: 'acts', entries }]} placement="bottomRight">
        <Button
          type={labelled ? 'default' : 'text'}
          icon={<EllipsisVertical size={16} />}
          aria-label={t('accounts.acts.of', { name: account.name })}
        >
          {labelled ? t('accounts.acts.title') : null}
        </Button>
      </Menu>
      {asking === 'password' ? <ResetPasswordDialog account={account} onClose={() => setAsking(null)} /> : null}
      {asking && asking !== 'password' ? (
        <ConfirmActDialog
          act={asking}
          account={account}
          onClose={() => setAsking(null)}
          onDone={() => {
            if (asking === 'remove') onRemoved?.();
          }}
        />
      ) : null}
    </>
  );
};
