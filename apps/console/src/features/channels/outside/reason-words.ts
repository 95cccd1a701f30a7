import { useTranslation } from 'react-i18next';
import { oneOf } from '../../../lib/one-of.ts';

const reasons = ['no_events', 'blocked', 'channel_off', 'unknown_message', 'too_late', 'refused'] as const;

/** Why something that came in led to nothing; a reason we have no words for stands as it is. */
export const useReasonWords = () => {
  const { t } = useTranslation();
  return (reason: string): string => {
    const known = oneOf(reasons, reason);
    return known ? t(`inbound.reasons.${known}`) : reason;
  };
};
