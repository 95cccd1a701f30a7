import type { FileInfo, FileLinks } from '@cskefu/contract';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

/** Links are fetched anew this long before they end. */
const MARGIN_MS = 60_000;
const MOST_AT_ONCE = 100;

interface Asked {
  id: string;
  resolve: (links: FileLinks | null) => void;
  reject: (error: unknown) => void;
}

let asked: Asked[] = [];

const askTogether = async (batch: Asked[]) => {
  try {
    const ids = [...new Set(batch.map(({ id }) => id))];
    const { items } = await http.request('POST /api/files/links', { body: { ids } });
    for (const { id, resolve } of batch) resolve(items.find((links) => links.id === id) ?? null);
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
};

const flush = () => {
  const all = asked;
  asked = [];
  for (let at = 0; at < all.length; at += MOST_AT_ONCE) void askTogether(all.slice(at, at + MOST_AT_ONCE));
};

/** Pictures that come into sight together are asked for together. */
const askLinks = (id: string) =>
  new Promise<FileLinks | null>((resolve, reject) => {
    if (asked.length === 0) setTimeout(flush, 10);
    asked.push({ id, resolve, reject });
  });

const freshFor = (links: FileLinks | null | undefined) =>
  links ? Math.max(0, Date.parse(links.expiresAt) - Date.now() - MARGIN_MS) : 0;

export const fileLinksQuery = (fileId: string) =>
  queryOptions({
    queryKey: ['file-links', fileId],
    queryFn: () => askLinks(fileId),
    staleTime: ({ state }) => freshFor(state.data),
  });

/** Signed links to a file, kept valid while it is shown. Null: it is not for us any more. */
export const useFileLinks = (fileId: string) =>
  useQuery({
    ...fileLinksQuery(fileId),
    refetchInterval: ({ state }) => (state.data ? Math.max(MARGIN_MS, freshFor(state.data)) : false),
  });

const infoKey = (fileId: string) => ['file-info', fileId] as const;

/** Name and size of a file that was just uploaded: a message on its way names only its id. */
export const keepFileInfo = (queryClient: QueryClient, info: FileInfo) =>
  queryClient.setQueryData<FileInfo>(infoKey(info.id), info);

export const useFileInfo = (fileId: string, known: FileInfo | null): FileInfo | null => {
  const queryClient = useQueryClient();
  return known ?? queryClient.getQueryData<FileInfo>(infoKey(fileId)) ?? null;
};
