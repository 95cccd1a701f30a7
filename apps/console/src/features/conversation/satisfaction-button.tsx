import type { Conversation } from '@cskefu/contract';
import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { useRequestSatisfaction } from './acts.ts';
import { useIsFocused } from './thread-context.tsx';

/** Asks the visitor how content they are: once. */
export const SatisfactionButton = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const request = useRequestSatisfaction();
  const { id, satisfaction, satisfactionRequestedAt } = conversation;
  const asked = satisfactionRequestedAt !== null;
  const ask = satisfaction || asked || request.isPending ? undefined : () => request.mutate(id);
  useActions({ satisfaction: ask }, useIsFocused());
  if (satisfaction) return null;
  return (
    <IconButton
      label={asked ? t('satisfaction.asked') : t('satisfaction.ask')}
      icon={<Star size={18} fill={asked ? 'currentColor' : 'none'} />}
      disabled={!ask}
      onClick={ask}
      placement="bottom"
    />
  );
};
