import type { AccountProfile } from '@cskefu/contract';
import { Button } from 'antd';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { AccountRights } from './account-rights.tsx';
import { WhoCanSeeButton } from './who-can-see-button.tsx';
import './access.css';

/** On the page of an account: what it can do and where that comes from, and who can see the account. */
export const AccountAccess = ({ account }: { account: AccountProfile }) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!may(useAccount(), 'access:explain')) return null;
  return (
    <section className="access-panel" aria-label={t('access.rights.title')}>
      <div className="access-panel-acts">
        <Button icon={<KeyRound size={14} />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('access.rights.title')}
        </Button>
        <WhoCanSeeButton subject="account" id={account.id} name={account.name} />
      </div>
      {open ? <AccountRights accountId={account.id} /> : null}
    </section>
  );
};
