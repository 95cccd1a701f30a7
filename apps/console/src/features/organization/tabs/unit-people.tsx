import type { AccountProfile, OrgUnit } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { UserPlus, UserRoundPlus, UsersRound } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { may, useAccount } from '../../../app/session.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Notice } from '../../../components/notice.tsx';
import { OnDemand } from '../../../components/on-demand.tsx';
import { KindTags, RoleTags, StateTag, UnitName } from '../../accounts/account-tags.tsx';
import { accountsQuery } from '../../accounts/accounts.ts';
import { PersonLink } from '../../accounts/person-link.tsx';
import { AddPeopleDialog } from '../add-people-dialog.tsx';

const CreateAccountDrawer = lazy(() =>
  import('../../accounts/create-account-drawer.tsx').then((part) => ({ default: part.CreateAccountDrawer })),
);

/** Who belongs to the unit, and with a tick, to those below. */
export const UnitPeople = ({ unit }: { unit: OrgUnit }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const errorText = useErrorText();
  const [below, setBelow] = useState(false);
  const [act, setAct] = useState<'add' | 'create' | null>(null);
  const reads = may(account, 'accounts:read');
  const writes = may(account, 'accounts:write');
  const list = useInfiniteQuery({
    ...accountsQuery({ limit: 50, orgUnitId: unit.id, ...(!below && { exactUnit: 'true' }) }),
    enabled: reads,
  });
  const people = list.data?.pages.flatMap((page) => page.items);
  if (!reads)
    return <Notice icon={UsersRound} title={t('organization.people.forbidden')} text={t('errors.forbidden')} />;
  return (
    <>
      <div className="panel-bar">
        <Checkbox checked={below} onChange={({ target }) => setBelow(target.checked)}>
          {t('organization.people.below')}
        </Checkbox>
        <span className="panel-space" />
        {writes ? (
          <>
            <Button icon={<UserPlus size={14} />} onClick={() => setAct('add')}>
              {t('organization.people.add')}
            </Button>
            <Button type="primary" icon={<UserRoundPlus size={14} />} onClick={() => setAct('create')}>
              {t('organization.people.create')}
            </Button>
          </>
        ) : null}
      </div>
      {list.isError && !list.data ? (
        <Failure title={t('accounts.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : people?.length === 0 ? (
        <Notice icon={UsersRound} title={t('organization.people.empty')} text={t('organization.people.emptyText')} />
      ) : (
        <PeopleTable people={people} below={below} />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {act === 'add' ? <AddPeopleDialog unit={unit} onClose={() => setAct(null)} /> : null}
      {act === 'create' ? (
        <OnDemand>
          <CreateAccountDrawer unit={unit} onClose={() => setAct(null)} />
        </OnDemand>
      ) : null}
    </>
  );
};

const PeopleTable = ({ people, below }: { people: AccountProfile[] | undefined; below: boolean }) => {
  const { t } = useTranslation();
  const columns: Column<AccountProfile>[] = [
    {
      key: 'name',
      title: t('accounts.columns.name'),
      render: (account) => <PersonLink account={account} />,
    },
    ...(below
      ? [
          {
            key: 'unit',
            title: t('accounts.columns.unit'),
            render: (account: AccountProfile) => <UnitName account={account} />,
          },
        ]
      : []),
    { key: 'roles', title: t('accounts.columns.roles'), render: (account) => <RoleTags account={account} /> },
    { key: 'kind', title: t('accounts.columns.kind'), render: (account) => <KindTags account={account} /> },
    {
      key: 'state',
      title: t('accounts.columns.state'),
      render: ({ disabled }) => <StateTag disabled={disabled} />,
    },
  ];
  return (
    <DataTable
      label={t('organization.tabs.people')}
      columns={columns}
      rows={people}
      rowKey={({ id }) => id}
      expect={3}
      muted={({ disabled }) => disabled}
    />
  );
};
