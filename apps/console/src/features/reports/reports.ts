import type { RouteTable, SimulationRequest } from '@cskefu/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchFile, http } from '../../app/http.ts';
import { midnight } from '../../lib/midnight.ts';
import { saveFile } from '../../lib/save-file.ts';
import type { ReportsSearch } from './reports-search.ts';

type AgentsQuery = NonNullable<RouteTable['GET /api/reports/agents']['input']['query']>;

const USUAL_DAYS = 30;

/** The zone that days of this person begin and end in. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whole days; the last 30 unless told otherwise. */
const periodOf = ({ from, to }: ReportsSearch) => ({
  from: from ? midnight(from) : midnight(today(1 - USUAL_DAYS)),
  to: to ? midnight(to, 1) : midnight(today(), 1),
});

/** A day of this person's calendar, so many later. */
export const today = (later = 0): string => {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + later);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

const agentsQueryOf = (search: ReportsSearch): AgentsQuery => ({
  ...periodOf(search),
  timeZone,
  by: search.by,
  agentId: search.agent,
  skillGroupId: search.group,
});

export const agentReportQuery = (search: ReportsSearch) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'agents', search],
    queryFn: ({ pageParam, signal }) =>
      http.request(
        'GET /api/reports/agents',
        { query: { limit: 100, ...agentsQueryOf(search), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const downloadAgents = async (search: ReportsSearch, format: 'csv' | 'xlsx') => {
  const filled = Object.entries({ ...agentsQueryOf(search), format }).filter(([, value]) => value !== undefined);
  const words = new URLSearchParams(filled.map(([key, value]) => [key, String(value)])).toString();
  saveFile(await fetchFile(`/api/reports/agents/export?${words}`), `agents-${today()}.${format}`);
};

export const satisfactionReportQuery = (search: ReportsSearch) =>
  queryOptions({
    queryKey: ['reports', 'satisfaction', search],
    queryFn: ({ signal }) =>
      http.request(
        'GET /api/reports/satisfaction',
        { query: { ...periodOf(search), timeZone, agentId: search.agent, skillGroupId: search.group } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

/** Conversations with a rating, the newest first. */
export const ratedQuery = (search: ReportsSearch) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'rated', search],
    queryFn: ({ pageParam, signal }) =>
      http.request(
        'GET /api/history',
        {
          query: {
            limit: 20,
            rated: '1',
            ...periodOf(search),
            agentId: search.agent,
            skillGroupId: search.group,
            ...(pageParam && { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const runSimulation = (unitId: number, body: SimulationRequest) =>
  http.request('POST /api/org-units/:id/simulations', { params: { id: unitId }, body });
