import type { QueuedConversation } from '@cskefu/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { ArrowRightLeft, ChevronsUp, CircleX, Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../app/error-text.ts';
import { may, serves, useAccount } from '../../app/session.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { usePull } from './queue.ts';

/** What must be asked before it is done. */
export interface Ask {
  what: 'move' | 'prioritize' | 'end' | 'exceed';
  row: QueuedConversation;
}

/** What this account may do with one that waits; null where it may not. */
export interface QueueActs {
  pull: ((row: QueuedConversation) => void) | null;
  ask: ((what: Ask['what'], row: QueuedConversation) => void) | null;
  /** Who is being pulled. */
  pulling: string | null;
}

export const useQueueActs = (onAsk: (ask: Ask) => void): QueueActs => {
  const account = useAccount();
  const navigate = useNavigate();
  const mayExceed = may(account, 'queue:exceed');
  const pull = usePull(mayExceed);
  const begin = (row: QueuedConversation) =>
    pull.mutate(
      { id: row.id, exceed: false },
      {
        onSuccess: ({ id }) => void navigate({ to: '/workbench/$conversationId', params: { conversationId: id } }),
        onError: (error) => {
          if (codeOf(error) === 'capacity_reached' && mayExceed) onAsk({ what: 'exceed', row });
        },
      },
    );
  return {
    pull: serves(account) ? begin : null,
    ask: may(account, 'queue:write') ? (what, row) => onAsk({ what, row }) : null,
    pulling: pull.isPending ? (pull.variables?.id ?? null) : null,
  };
};

export const RowActs = ({ row, acts: { pull, ask, pulling } }: { row: QueuedConversation; acts: QueueActs }) => {
  const { t } = useTranslation();
  return (
    <div className="queue-acts">
      {ask ? (
        <>
          <IconButton
            label={t('queue.acts.prioritize', { name: row.visitor.name })}
            shortcut="p"
            icon={<ChevronsUp size={16} />}
            onClick={() => ask('prioritize', row)}
          />
          <IconButton
            label={t('queue.acts.move', { name: row.visitor.name })}
            shortcut="m"
            icon={<ArrowRightLeft size={16} />}
            onClick={() => ask('move', row)}
          />
          <IconButton
            label={t('queue.acts.end', { name: row.visitor.name })}
            shortcut="Shift E"
            icon={<CircleX size={16} />}
            onClick={() => ask('end', row)}
          />
        </>
      ) : null}
      {pull ? (
        <Button
          icon={<Hand size={14} />}
          loading={pulling === row.id}
          aria-label={t('queue.acts.pull', { name: row.visitor.name })}
          title={`${t('conversation.take')} (t)`}
          onClick={() => pull(row)}
        >
          {t('conversation.take')}
        </Button>
      ) : null}
    </div>
  );
};
