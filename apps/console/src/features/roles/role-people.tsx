import type { AccountProfile, Role } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Search, UserPlus, UserRoundMinus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { useDebounced } from '../../lib/debounced.ts';
import { KindTags, UnitName } from '../accounts/account-tags.tsx';
import { accountsQuery } from '../accounts/accounts.ts';
import { PersonLink } from '../accounts/person-link.tsx';
import { AddMembersDialog, RemoveMemberDialog } from './members-dialogs.tsx';

/** Who is in the role, within one's reach. */
export const RolePeople = ({ role }: { role: Role }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<AccountProfile | null>(null);
  const search = useDebounced(typed.trim());
  const reads = may(account, 'accounts:read');
  const assigns = may(account, 'roles:assign') && role.assignable;
  const list = useInfiniteQuery({
    ...accountsQuery({ limit: 50, roleId: role.id, ...(search && { search }) }),
    enabled: reads,
  });
  const people = list.data?.pages.flatMap((page) => page.items);
  if (!reads)
    return <Notice icon={UsersRound} title={t('organization.people.forbidden')} text={t('errors.forbidden')} />;
  return (
    <>
      <div className="panel-bar">
        <Input
          className="role-search"
          allowClear
          value={typed}
          maxLength={60}
          prefix={<Search size={14} aria-hidden="true" />}
          placeholder={t('accounts.find')}
          aria-label={t('accounts.find')}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="panel-space" />
        {assigns ? (
          <Button type="primary" icon={<UserPlus size={14} />} onClick={() => setAdding(true)}>
            {t('roles.people.add')}
          </Button>
        ) : null}
      </div>
      {may(account, 'roles:assign') && !role.assignable ? (
        <p className="role-note">{t('roles.people.beyond')}</p>
      ) : null}
      {list.isError && !list.data ? (
        <Failure title={t('accounts.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : people?.length === 0 ? (
        <Notice
          icon={UsersRound}
          title={search ? t('accounts.nobodyFound') : t('roles.people.empty')}
          text={search ? t('accounts.emptyFilteredText') : t('roles.people.emptyText')}
        />
      ) : (
        <DataTable
          label={t('roles.tabs.people')}
          rows={people}
          rowKey={({ id }) => id}
          expect={3}
          muted={({ disabled }) => disabled}
          columns={[
            {
              key: 'name',
              title: t('accounts.columns.name'),
              render: (account) => <PersonLink account={account} />,
            },
            { key: 'unit', title: t('accounts.columns.unit'), render: (person) => <UnitName account={person} /> },
            { key: 'kind', title: t('accounts.columns.kind'), render: (person) => <KindTags account={person} /> },
            ...(assigns
              ? [
                  {
                    key: 'acts',
                    title: t('accounts.acts.title'),
                    quiet: true,
                    render: (person: AccountProfile) =>
                      person.id === account.id ? (
                        <span className="account-none">{t('accounts.closedShort.own')}</span>
                      ) : (
                        <Button
                          type="text"
                          icon={<UserRoundMinus size={16} />}
                          aria-label={t('roles.people.removeOf', { name: person.name })}
                          title={t('roles.people.removeOf', { name: person.name })}
                          onClick={() => setRemoving(person)}
                        />
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {adding ? <AddMembersDialog role={role} onClose={() => setAdding(false)} /> : null}
      {removing ? <RemoveMemberDialog role={role} person={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
};
