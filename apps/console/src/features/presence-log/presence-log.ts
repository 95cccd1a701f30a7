import type { RouteTable } from '@cskefu/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchFile, http } from '../../app/http.ts';
import { midnight } from '../../lib/midnight.ts';
import { saveFile } from '../../lib/save-file.ts';
import type { PresenceLogSearch } from './presence-log-search.ts';

type LogQuery = NonNullable<RouteTable['GET /api/presence-log']['input']['query']>;

const queryOf = ({ agent, presence, from, to }: PresenceLogSearch): LogQuery => ({
  agentId: agent,
  state: presence,
  from: from && midnight(from),
  to: to && midnight(to, 1),
});

export const presenceLogQuery = (search: PresenceLogSearch) =>
  infiniteQueryOptions({
    queryKey: ['presence-log', search],
    queryFn: ({ pageParam, signal }) =>
      http.request(
        'GET /api/presence-log',
        { query: { limit: 50, ...queryOf(search), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

/** Sums do not ask for a state: they tell all of them. */
export const presenceSumsQuery = ({ agent, from, to }: PresenceLogSearch) =>
  queryOptions({
    queryKey: ['presence-log', 'sums', agent, from, to],
    queryFn: () => {
      const {
        agentId,
        from: begin,
        to: end,
      } = queryOf({ ...(agent && { agent }), ...(from && { from }), ...(to && { to }) });
      return http.request('GET /api/presence-log/sums', { query: { agentId, from: begin, to: end } });
    },
    placeholderData: keepPreviousData,
    // More than 31 days are refused: then there are no sums.
    retry: false,
  });

export const downloadPresenceLog = async (search: PresenceLogSearch) => {
  const filled = Object.entries(queryOf(search)).filter(([, value]) => value !== undefined);
  const words = new URLSearchParams(filled.map(([key, value]) => [key, String(value)])).toString();
  const file = await fetchFile(`/api/presence-log/export${words && `?${words}`}`);
  saveFile(file, `presence-${new Date().toISOString().slice(0, 10)}.csv`);
};
