import { emptyInbox, inboxView } from '@cskefu/client';
import type { Conversation, InboxView } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import type { InboxData } from '../../app/realtime/inbox-cache.ts';
import { may, useAccount } from '../../app/session.ts';

const useInboxQuery = <T>(select: (data: InboxData) => T) => {
  const { inbox } = useDesk();
  const account = useAccount();
  return useQuery({ ...inbox.query, enabled: may(account, 'conversations:read'), select });
};

const whole = (data: InboxData) => data;

/** One list of the inbox, in the server's order, with what is needed to fetch more of it. */
export const useInboxView = (view: InboxView) => {
  const { accountId, inbox } = useDesk();
  const query = useInboxQuery(whole);
  const state = query.data?.inbox;
  const rows: Conversation[] = useMemo(
    () => (state ? inboxView(state, view, { accountId }) : []),
    [state, view, accountId],
  );
  return {
    query,
    rows,
    counts: state?.counts ?? emptyInbox.counts,
    /** Undefined until the list was fetched once. */
    next: query.data?.next[view],
    loadMore: () => inbox.loadMore(view),
  };
};

const unreadOf = ({ inbox }: InboxData) =>
  Object.values(inbox.rows).reduce((sum, row) => sum + (row.state === 'active' ? row.unread : 0), 0);

/** Unread messages in the conversations that I serve. */
export const useUnreadTotal = (): number => useInboxQuery(unreadOf).data ?? 0;

const openOf = ({ inbox }: InboxData) => inbox.counts.mine;

/** How many conversations I serve now. */
export const useOpenCount = (): number => useInboxQuery(openOf).data ?? 0;
