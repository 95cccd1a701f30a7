import type { AccountProfile } from '@cskefu/contract';
import { CircleCheck, CircleSlash, Crown, Headset, Phone, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../lib/class-names.ts';
import './account-tags.css';

/** What kind of account it is: each mark with its word. */
export const KindTags = ({ account }: { account: AccountProfile }) => {
  const { t } = useTranslation();
  const tags = [
    { key: 'superAdministrator', shown: account.superAdministrator, icon: Crown },
    { key: 'administrator', shown: account.administrator && !account.superAdministrator, icon: ShieldCheck },
    { key: 'agent', shown: account.agent, icon: Headset },
    { key: 'sipAgent', shown: account.extension !== null, icon: Phone },
  ] as const;
  const shown = tags.filter((tag) => tag.shown);
  if (shown.length === 0) return <span className="account-none">{t('accounts.tags.ordinary')}</span>;
  return (
    <span className="account-tags">
      {shown.map(({ key, icon: Icon }) => (
        <span key={key} className="account-tag">
          <Icon size={12} aria-hidden="true" />
          {t(`accounts.tags.${key}`)}
        </span>
      ))}
    </span>
  );
};

export const RoleTags = ({ account }: { account: AccountProfile }) => {
  const { t } = useTranslation();
  if (account.superAdministrator) return <span className="account-none">{t('accounts.everything')}</span>;
  if (account.roles.length === 0) return <span className="account-none">{t('accounts.noRole')}</span>;
  return (
    <span className="account-tags">
      {account.roles.map(({ id, name }) => (
        <span key={id} className="account-tag account-role" title={name}>
          {name}
        </span>
      ))}
    </span>
  );
};

export const StateTag = ({ disabled }: { disabled: boolean }) => {
  const { t } = useTranslation();
  const Icon = disabled ? CircleSlash : CircleCheck;
  return (
    <span className={classNames('account-state', !disabled && 'account-state-on')}>
      <Icon size={14} aria-hidden="true" />
      {disabled ? t('accounts.states.disabled') : t('accounts.states.enabled')}
    </span>
  );
};

export const UnitName = ({ account }: { account: AccountProfile }) => (
  <span className="account-unit" title={account.orgUnit.name}>
    {account.orgUnit.name}
  </span>
);
