import { RECALL_MS } from '@cskefu/contract/limits';
import { useParams } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { useNow } from '../../../lib/clock.ts';
import { useRecall } from '../acts.ts';
import type { ShownMessage } from '../thread-row.ts';

/** Takes a message of one's own back, for two minutes. */
export const RecallButton = ({ message }: { message: ShownMessage }) => {
  const { accountId } = useDesk();
  const { conversationId } = useParams({ strict: false });
  const fresh = Date.now() - Date.parse(message.at) < RECALL_MS;
  if (!fresh || !conversationId || message.seq === null || message.author.id !== accountId) return null;
  return <FreshRecallButton message={message} conversationId={conversationId} />;
};

const FreshRecallButton = ({ message, conversationId }: { message: ShownMessage; conversationId: string }) => {
  const { t } = useTranslation();
  const now = useNow(5_000);
  const recall = useRecall(conversationId);
  if (now - Date.parse(message.at) >= RECALL_MS) return null;
  return (
    <IconButton
      className="bubble-recall"
      size="small"
      label={t('thread.recall')}
      icon={<Undo2 size={14} />}
      loading={recall.isPending}
      onClick={() => recall.mutate(message.id)}
    />
  );
};
