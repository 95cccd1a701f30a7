import type { ConversationState } from '@cskefu/contract';
import { Bot, CircleCheck, Clock, type LucideIcon, MessageCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './state-tag.css';

const icons: Record<ConversationState, LucideIcon> = {
  bot: Bot,
  waiting: Clock,
  active: MessageCircle,
  closed: CircleCheck,
};

/** The state of a conversation in its colour, its icon and its word. */
export const StateTag = ({ state }: { state: ConversationState }) => {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <span className={`state-tag state-${state}`}>
      <Icon size={12} strokeWidth={2.25} aria-hidden="true" />
      {t(`conversation.states.${state}`)}
    </span>
  );
};
