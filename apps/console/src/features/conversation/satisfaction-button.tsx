import type { Conversation } from '@cskefu/contract';
import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';
import { useRequestSatisfaction } from './acts.ts';

/** Asks the visitor how content they are: once. */
export const SatisfactionButton = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const request = useRequestSatisfaction();
  const { id, satisfaction, satisfactionRequestedAt } = conversation;
  if (satisfaction) return null;
  const asked = satisfactionRequestedAt !== null;
  return (
    <IconButton
      label={asked ? t('satisfaction.asked') : t('satisfaction.ask')}
      icon={<Star size={18} fill={asked ? 'currentColor' : 'none'} />}
      disabled={asked || request.isPending}
      onClick={() => request.mutate(id)}
      placement="bottom"
    />
  );
};
