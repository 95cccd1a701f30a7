import { Button, Popconfirm } from 'antd';
import { CircleCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { useClose } from './acts.ts';
import { useAttachments } from './composer/attachments-context.tsx';
import { useDraft } from './draft.ts';
import { useIsFocused, useNarrowThread } from './thread-context.tsx';

/** Ends a conversation: at once, unless something written here has not been sent. */
export const CloseButton = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const [draft] = useDraft(accountId, conversationId);
  const attachments = useAttachments(conversationId);
  const button = useRef<HTMLButtonElement>(null);
  const [asking, setAsking] = useState(false);
  const phone = useNarrowThread();
  const close = useClose();
  const unsent = draft.trim() !== '' || attachments.length > 0;
  const begin = () => (unsent ? setAsking(true) : close.mutate(conversationId));
  const stay = () => {
    setAsking(false);
    button.current?.focus();
  };
  useActions({ close: begin }, useIsFocused());
  return (
    <Popconfirm
      open={asking}
      onOpenChange={(open) => open || stay()}
      title={t('conversation.closeUnsent')}
      description={t('conversation.closeUnsentText')}
      okText={t('conversation.close')}
      cancelText={t('common.cancel')}
      okButtonProps={{ autoFocus: true }}
      onConfirm={() => close.mutate(conversationId)}
      placement="bottomRight"
    >
      <Button
        ref={button}
        icon={<CircleCheck size={16} />}
        loading={close.isPending}
        onClick={begin}
        title={`${t('conversation.close')} (Shift+E)`}
        aria-label={t('conversation.close')}
      >
        {phone ? null : t('conversation.close')}
      </Button>
    </Popconfirm>
  );
};
