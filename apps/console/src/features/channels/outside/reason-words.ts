import { useTranslation } from 'react-i18next';
import { oneOf } from '../../../lib/one-of.ts';

const reasons = [
  'no_events',
  'empty',
  'held_for_review',
  'refused_by_plugin',
  'blocked',
  'channel_unavailable',
  'unknown_message',
  'no_conversation',
  'conversation_closed',
  'not_found',
  'id_taken',
  'invalid_input',
  'too_late',
] as const;

/** Why something that came in led to nothing; a reason we have no words for stands as it is. */
export const useReasonWords = () => {
  const { t } = useTranslation();
  return (reason: string): string => {
    const known = oneOf(reasons, reason);
    return known ? t(`inbound.reasons.${known}`) : reason;
  };
};
