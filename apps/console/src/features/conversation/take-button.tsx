import { Button } from 'antd';
import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTake } from './acts.ts';

/** Makes a waiting conversation mine. */
export const TakeButton = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const take = useTake();
  return (
    <Button
      type="primary"
      icon={<Hand size={16} />}
      loading={take.isPending}
      onClick={() => take.mutate(conversationId)}
    >
      {t('conversation.take')}
    </Button>
  );
};
