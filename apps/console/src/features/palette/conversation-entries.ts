import type { Conversation } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { History, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { http } from '../../app/http.ts';
import { may, useAccount } from '../../app/session.ts';
import { useDebounced } from '../../lib/debounced.ts';
import { useInboxView } from '../inbox/use-inbox.ts';
import type { PaletteEntry } from './palette-entry.ts';

const MOST_FOUND = 6;

/** Conversations by the name of their visitor: those of the lists at once, all others as the server finds them. */
export const useConversationEntries = (
  query: string,
): { entries: PaletteEntry[]; found: PaletteEntry[]; settled: boolean } => {
  const { t } = useTranslation();
  const account = useAccount();
  const navigate = useNavigate();
  const mine = useInboxView('mine').rows;
  const snoozed = useInboxView('snoozed').rows;
  const waiting = useInboxView('waiting').rows;
  const closed = useInboxView('closed').rows;
  const rows = [...mine, ...snoozed, ...waiting, ...closed];

  const word = useDebounced(query.trim(), 150);
  const asks = word !== '' && may(account, 'history:read');
  const { data, isPending } = useQuery({
    queryKey: ['palette', word],
    queryFn: ({ signal }) =>
      http.request('GET /api/history', { query: { visitor: word.slice(0, 60), limit: MOST_FOUND } }, { signal }),
    enabled: asks,
    staleTime: 30_000,
  });
  const known = new Set(rows.map(({ id }) => id));

  const describe = ({ channel, skillGroup, state }: Conversation) =>
    `${channel.name} · ${skillGroup.name} · ${t(`conversation.states.${state}`)}`;
  const entryOf = (row: Conversation): PaletteEntry => ({
    key: row.id,
    label: row.visitor.name,
    detail: describe(row),
    icon: MessagesSquare,
    run: () => void navigate({ to: '/workbench/$conversationId', params: { conversationId: row.id } }),
  });
  const pastOf = (row: Conversation): PaletteEntry => ({
    ...entryOf(row),
    icon: History,
    run: () => void navigate({ to: '/history/$conversationId', params: { conversationId: row.id } }),
  });
  const found = (data?.items ?? []).filter(({ id }) => !known.has(id));
  return {
    entries: rows.map(entryOf),
    found: asks ? found.map((row) => (row.state === 'closed' ? pastOf(row) : entryOf(row))) : [],
    settled: word === query.trim() && !(asks && isPending),
  };
};
