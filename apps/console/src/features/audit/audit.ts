import type { RouteTable } from '@cskefu/contract';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { fetchFile, http } from '../../app/http.ts';
import { midnight } from '../../lib/midnight.ts';
import { saveFile } from '../../lib/save-file.ts';
import type { AuditSearch } from './audit-search.ts';

type AuditQuery = NonNullable<RouteTable['GET /api/audit']['input']['query']>;

const queryOf = ({ category, actor, subject, from, to }: AuditSearch): AuditQuery => ({
  category,
  actorId: actor,
  subject,
  from: from && midnight(from),
  to: to && midnight(to, 1),
});

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) =>
      http.request(
        'GET /api/audit',
        { query: { limit: 50, ...queryOf(search), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** Everything that fits the filters, for a spreadsheet. */
export const downloadAudit = async (search: AuditSearch) => {
  const filled = Object.entries(queryOf(search)).filter(([, value]) => value !== undefined);
  const words = new URLSearchParams(filled.map(([key, value]) => [key, String(value)])).toString();
  const file = await fetchFile(`/api/audit/export${words && `?${words}`}`);
  saveFile(file, `audit-${new Date().toISOString().slice(0, 10)}.csv`);
};
