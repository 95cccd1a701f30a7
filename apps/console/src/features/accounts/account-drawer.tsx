import type { AccountProfile } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { Button, Drawer, Form } from 'antd';
import { UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useFieldErrors } from '../../app/field-errors.ts';
import { may, useAccount } from '../../app/session.ts';
import { Notice } from '../../components/notice.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { FullMoment, Moment } from '../../components/time.tsx';
import { toast } from '../../components/toaster.tsx';
import { AccountActs } from './account-acts.tsx';
import { AccountFields } from './account-fields.tsx';
import { type AccountForm, accountFields, changeOf, formOf } from './account-form.ts';
import { StateTag } from './account-tags.tsx';
import { accountQuery, closedTo, useUpdateAccount } from './accounts.ts';
import { accountPanels } from './panels.ts';
import './account-drawer.css';

interface AccountDrawerProps {
  accountId: string;
  onClose: () => void;
}

/** One account beside the list: what it is, and what can be changed. */
export const AccountDrawer = ({ accountId, onClose }: AccountDrawerProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error } = useQuery(accountQuery(accountId));
  if (data) return <LoadedAccount key={data.id} account={data} onClose={onClose} />;
  return (
    <Drawer open size="min(520px, 100vw)" title={t('accounts.one')} onClose={onClose}>
      {error ? (
        <Notice icon={UserRoundX} title={t('accounts.notFound')} text={errorText(error)} role="alert" />
      ) : (
        <SkeletonLine width="60%" />
      )}
    </Drawer>
  );
};

const LoadedAccount = ({ account, onClose }: { account: AccountProfile; onClose: () => void }) => {
  const { t } = useTranslation();
  const me = useAccount();
  const writes = may(me, 'accounts:write');
  const closed = closedTo(me, account);
  const fieldErrors = useFieldErrors();
  const errorText = useErrorText();
  const [form] = Form.useForm<AccountForm>();
  const [dirty, setDirty] = useState(false);
  const update = useUpdateAccount(account.id);
  const before = formOf(account);
  const submit = (values: AccountForm) =>
    update.mutate(changeOf(before, { ...before, ...values }), {
      onSuccess: (saved) => {
        toast('good', t('accounts.saved'));
        form.setFieldsValue(formOf(saved));
        setDirty(false);
      },
      onError: (error) => form.setFields(fieldErrors<AccountForm>(error, accountFields)),
    });
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty && current.pathname !== next.pathname && !window.confirm(t('accounts.leave')),
    enableBeforeUnload: dirty,
  });
  const untold = update.isError && fieldErrors<AccountForm>(update.error, accountFields).length === 0;
  return (
    <Drawer
      open
      size="min(520px, 100vw)"
      title={account.name}
      onClose={onClose}
      extra={writes ? <AccountActs account={account} labelled onRemoved={onClose} /> : null}
      footer={
        writes ? (
          <div className="account-foot">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="primary" disabled={!dirty} loading={update.isPending} onClick={() => form.submit()}>
              {t('common.save')}
            </Button>
          </div>
        ) : null
      }
    >
      <dl className="account-facts">
        <dt>{t('accounts.columns.state')}</dt>
        <dd>
          <StateTag disabled={account.disabled} />
        </dd>
        <dt>{t('accounts.twoFactor')}</dt>
        <dd>{account.twoFactor ? t('accounts.twoFactorOn') : t('accounts.twoFactorOff')}</dd>
        <dt>{t('accounts.columns.lastSeenAt')}</dt>
        <dd>{account.lastSeenAt ? <Moment at={account.lastSeenAt} /> : t('accounts.never')}</dd>
        <dt>{t('accounts.columns.createdAt')}</dt>
        <dd>
          <FullMoment at={account.createdAt} />
        </dd>
      </dl>
      {accountPanels.map(({ key, Panel }) => (
        <Panel key={key} account={account} />
      ))}
      <Form
        form={form}
        layout="vertical"
        disabled={!writes}
        scrollToFirstError={{ focus: true }}
        initialValues={before}
        onValuesChange={() => setDirty(true)}
        onFinish={submit}
      >
        {untold ? (
          <p className="dialog-error" role="alert">
            {errorText(update.error)}
          </p>
        ) : null}
        <AccountFields account={account} closed={closed} />
      </Form>
    </Drawer>
  );
};
