import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PAGE_SIZE } from './accounts.ts';
import type { AccountsSearch } from './accounts-search.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Where the pages before this one begin; null is the first. The browser keeps it over a reload. */
    cursors?: (string | null)[];
  }
}

interface TablePagesProps {
  search: AccountsSearch;
  total: number | undefined;
  shown: number;
  nextCursor: string | null;
  busy: boolean;
}

/** The server counts no further. */
const COUNTED = 10_000;

/** Forward and back through the pages of the table, and how many rows there are. */
export const TablePages = ({ search, total, shown, nextCursor, busy }: TablePagesProps) => {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const cursors = useRouterState({ select: ({ location }) => location.state.cursors }) ?? [];
  if (total === undefined || total === 0) return null;
  const number = (value: number) => value.toLocaleString(i18n.language);
  const go = (cursor: string | null, before: (string | null)[]) => {
    const { cursor: _, ...filters } = search;
    void navigate({
      to: '/system/accounts',
      search: cursor ? { ...filters, cursor } : filters,
      state: { cursors: before },
    });
  };
  const first = search.cursor === undefined;
  const from = cursors.length * PAGE_SIZE + 1;
  // Somebody opened this page by its address alone: how many came before is not known.
  const placed = first || cursors.length > 0;
  const counted =
    total >= COUNTED
      ? t('accounts.pages.many', { total: number(COUNTED) })
      : t('accounts.pages.total', { total: number(total) });
  return (
    <nav className="table-pages" aria-label={t('accounts.pages.title')} aria-busy={busy}>
      <span>
        {placed
          ? t('accounts.pages.range', { from: number(from), to: number(from + shown - 1), total: counted })
          : counted}
      </span>
      <Button
        icon={<ChevronLeft size={16} />}
        aria-label={t('accounts.pages.previous')}
        disabled={first}
        onClick={() => go(cursors.at(-1) ?? null, cursors.slice(0, -1))}
      />
      <Button
        icon={<ChevronRight size={16} />}
        aria-label={t('accounts.pages.next')}
        disabled={nextCursor === null || busy}
        onClick={() => go(nextCursor, [...cursors, search.cursor ?? null])}
      />
    </nav>
  );
};
