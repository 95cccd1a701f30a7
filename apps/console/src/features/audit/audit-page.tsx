import type { AuditEntry } from '@cskefu/contract';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { Download, ScrollText } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { Page } from '../../components/page.tsx';
import { toast } from '../../components/toaster.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { auditQuery, downloadAudit } from './audit.ts';
import { useAuditColumns } from './audit-columns.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { type AuditSearch, auditSearch } from './audit-search.ts';
import './audit-page.css';

const AuditDrawer = lazy(() => import('./audit-drawer.tsx').then((part) => ({ default: part.AuditDrawer })));

export const AuditPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'audit:read')) return <Forbidden page={t('audit.title')} />;
  return <Audit />;
};

/** Who did what to the desk, newest first. The address says which of it. */
const Audit = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const exports = may(useAccount(), 'audit:export');
  const search = useSearch({ strict: false }) as AuditSearch;
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const list = useInfiniteQuery(auditQuery(search));
  const columns = useAuditColumns(setOpened);
  const download = useMutation({
    mutationFn: () => downloadAudit(search),
    onSuccess: () => toast('good', t('audit.exported')),
    onError: (error) => toast('bad', errorText(error)),
  });
  usePageTitle(`${t('audit.title')} · ${t('app.name')}`);

  const entries = list.data?.pages.flatMap((page) => page.items);
  const show = (next: AuditSearch) => void navigate({ to: '/system/audit', search: next });
  const filtered = Object.keys(search).length > 0;
  return (
    <>
      <Page
        wide
        title={t('audit.title')}
        lead={t('audit.lead')}
        acts={
          exports ? (
            <Button
              icon={<Download size={14} />}
              loading={download.isPending}
              disabled={entries?.length === 0}
              onClick={() => download.mutate()}
            >
              {t('audit.export')}
            </Button>
          ) : null
        }
      >
        <AuditFilters
          search={search}
          names={namesOf(entries ?? [], search)}
          onChange={(part) => show(auditSearch({ ...search, ...part }))}
          onClear={() => show({})}
        />
        {list.isError && !list.data ? (
          <Failure title={t('audit.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
        ) : entries?.length === 0 ? (
          <Notice
            icon={ScrollText}
            title={filtered ? t('audit.emptyFiltered') : t('audit.empty')}
            text={filtered ? t('audit.emptyFilteredText') : t('audit.emptyText')}
          />
        ) : (
          <DataTable
            label={t('audit.title')}
            columns={columns}
            rows={entries}
            rowKey={({ position }) => position}
            expect={8}
          />
        )}
        {list.hasNextPage ? (
          <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        ) : null}
      </Page>
      {opened ? (
        <OnDemand>
          <AuditDrawer
            entry={opened}
            onFilter={(next) => {
              setOpened(null);
              show(next);
            }}
            onClose={() => setOpened(null)}
          />
        </OnDemand>
      ) : null}
    </>
  );
};

/** The list knows by name whom and what it was filtered by. */
const namesOf = (entries: readonly AuditEntry[], { actor, subject }: AuditSearch) => ({
  actor: entries.find((entry) => entry.actor.id === actor)?.actor.name ?? null,
  subject:
    entries.find((entry) => entry.subject && `${entry.subject.kind}:${entry.subject.id}` === subject)?.subject?.name ??
    null,
});
