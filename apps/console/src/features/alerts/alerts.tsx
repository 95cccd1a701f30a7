import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnreadInTitle } from '../../app/page-title.ts';
import type { Arrival } from '../../app/realtime/arrivals.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { hasAttention } from '../../lib/attention.ts';
import { readStored, writeStored } from '../../lib/stored.ts';
import { usePreviewText } from '../inbox/preview-text.ts';
import { useUnreadTotal } from '../inbox/use-inbox.ts';
import { usePresence } from '../presence/presence.ts';
import { showDesktopNotice, useDesktopNotices } from './desktop-notices.ts';
import { useNotificationPreferences } from './notification-preferences.ts';
import { playSound, unlockSound } from './sound.ts';

const LAST_ALERT = 'cskefu.last-alert';

/** Of several tabs one is enough: whoever writes first tells it. */
const claim = ({ conversation }: Arrival): boolean => {
  const mark = `${conversation.id} ${conversation.seq}`;
  if (readStored(LAST_ALERT, '') === mark) return false;
  writeStored(LAST_ALERT, mark);
  return true;
};

/** Sound, desktop notification and title for what arrives while one looks elsewhere. Shows nothing itself. */
export const Alerts = () => {
  const { t } = useTranslation();
  const { onArrival } = useDesk();
  const { conversationId } = useParams({ strict: false });
  const navigate = useNavigate();
  const preview = usePreviewText();
  const presence = usePresence();
  const { preferences } = useNotificationPreferences();
  const notices = useDesktopNotices();
  useUnreadInTitle(useUnreadTotal());

  const tell = useEffectEvent((arrival: Arrival) => {
    const { kind, conversation } = arrival;
    const looking = hasAttention();
    if (kind === 'message' && looking && conversation.id === conversationId) return;
    if (kind === 'waiting' && presence !== 'ready') return;
    if (!claim(arrival)) return;
    if (preferences.sound) playSound();
    if (looking || !notices.on) return;
    showDesktopNotice({
      title: kind === 'message' ? conversation.visitor.name : t(`alerts.${kind}`, { name: conversation.visitor.name }),
      body: preview(conversation),
      tag: conversation.id,
      onOpen: () => void navigate({ to: '/workbench/$conversationId', params: { conversationId: conversation.id } }),
    });
  });

  useEffect(() => onArrival((arrival) => tell(arrival)), [onArrival]);
  useEffect(() => {
    const rest = () => {
      window.removeEventListener('pointerup', unlock);
      window.removeEventListener('keyup', unlock);
    };
    const unlock = () => {
      if (unlockSound()) rest();
    };
    window.addEventListener('pointerup', unlock);
    window.addEventListener('keyup', unlock);
    return rest;
  }, []);
  return null;
};
