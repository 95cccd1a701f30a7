import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { FileUp, Plus, UsersRound } from 'lucide-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { Page } from '../../components/page.tsx';
import { useStored } from '../../lib/stored.ts';
import { Forbidden } from '../administration/forbidden.tsx';
import { firstColumns, type OptionalColumn, useAccountColumns } from './account-columns.tsx';
import { AccountFilters } from './account-filters.tsx';
import { accountsPageQuery } from './accounts.ts';
import { type AccountsSearch, accountsSearch } from './accounts-search.ts';
import { TablePages } from './table-pages.tsx';
import { TableSettings } from './table-settings.tsx';
import './accounts-page.css';

const AccountDrawer = lazy(() => import('./account-drawer.tsx').then((part) => ({ default: part.AccountDrawer })));
const CreateAccountDrawer = lazy(() =>
  import('./create-account-drawer.tsx').then((part) => ({ default: part.CreateAccountDrawer })),
);
const ImportDialog = lazy(() => import('./import/import-dialog.tsx').then((part) => ({ default: part.ImportDialog })));

export const AccountsPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'accounts:read')) return <Forbidden page={t('accounts.title')} />;
  return <Accounts />;
};

/** The people of one's unit and below. The address says which of them, and whose account is open. */
const Accounts = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const writes = may(useAccount(), 'accounts:write');
  const search = useSearch({ strict: false }) as AccountsSearch;
  const { accountId } = useParams({ strict: false }) as { accountId?: string };
  const [shown, setShown] = useStored<OptionalColumn[]>('cskefu.accounts.columns', firstColumns);
  const [dense, setDense] = useStored('cskefu.accounts.dense', false);
  const list = useQuery(accountsPageQuery(search));
  const columns = useAccountColumns(shown, writes);
  usePageTitle(`${t('accounts.title')} · ${t('app.name')}`);

  const filtered = Object.keys(search).length > 0;
  const filter = (part: AccountsSearch) =>
    void navigate({ to: '/system/accounts', search: accountsSearch({ ...search, cursor: undefined, ...part }) });
  const open = (id: string) => void navigate({ to: '/system/accounts/$accountId', params: { accountId: id }, search });
  const close = () => void navigate({ to: '/system/accounts', search });
  return (
    <>
      <Page
        wide
        title={t('accounts.title')}
        lead={t('accounts.lead')}
        acts={
          <>
            <TableSettings shown={shown} onShown={setShown} dense={dense} onDense={setDense} />
            {writes ? (
              <>
                <Button icon={<FileUp size={14} />} onClick={() => open('import')}>
                  {t('accounts.import.act')}
                </Button>
                <Button type="primary" icon={<Plus size={14} />} onClick={() => open('new')}>
                  {t('accounts.create')}
                </Button>
              </>
            ) : null}
          </>
        }
      >
        <AccountFilters
          search={search}
          onChange={filter}
          onClear={() => void navigate({ to: '/system/accounts', search: {} })}
        />
        {list.isError && !list.data ? (
          <Failure title={t('accounts.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
        ) : list.data?.items.length === 0 ? (
          <Notice
            icon={UsersRound}
            title={filtered ? t('accounts.emptyFiltered') : t('accounts.empty')}
            text={filtered ? t('accounts.emptyFilteredText') : t('accounts.emptyText')}
          />
        ) : (
          <DataTable
            label={t('accounts.title')}
            columns={columns}
            rows={list.data?.items}
            rowKey={({ id }) => id}
            dense={dense}
            expect={8}
            muted={({ disabled }) => disabled}
          />
        )}
        <TablePages
          search={search}
          total={list.data?.total}
          shown={list.data?.items.length ?? 0}
          nextCursor={list.data?.nextCursor ?? null}
          busy={list.isPlaceholderData}
        />
      </Page>
      {accountId ? (
        <OnDemand>
          {accountId === 'new' && writes ? (
            <CreateAccountDrawer onClose={close} />
          ) : accountId === 'import' && writes ? (
            <ImportDialog onClose={close} />
          ) : (
            <AccountDrawer key={accountId} accountId={accountId} onClose={close} />
          )}
        </OnDemand>
      ) : null}
    </>
  );
};
