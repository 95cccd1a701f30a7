import type { TransferOffer } from '@cskefu/contract';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnreadInTitle } from '../../app/page-title.ts';
import type { Arrival } from '../../app/realtime/arrivals.ts';
import type { MentionFrame, SupervisedFrame } from '../../app/realtime/desk.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { toast } from '../../components/toaster.tsx';
import { hasAttention } from '../../lib/attention.ts';
import { readStored, writeStored } from '../../lib/stored.ts';
import { usePreviewText } from '../inbox/preview-text.ts';
import { useUnreadTotal } from '../inbox/use-inbox.ts';
import { usePresence } from '../presence/presence.ts';
import { useOffers } from '../transfer-offers/offers.ts';
import { showDesktopNotice, useDesktopNotices } from './desktop-notices.ts';
import { useTellNotSent } from './not-sent.ts';
import { useNotificationPreferences } from './notification-preferences.ts';
import { playSound, unlockSound } from './sound.ts';

const LAST_ALERT = 'cskefu.last-alert';

/** Of several tabs one is enough: whoever writes first tells it. */
const claim = (conversationId: string, seq: number | string): boolean => {
  const mark = `${conversationId} ${seq}`;
  if (readStored(LAST_ALERT, '') === mark) return false;
  writeStored(LAST_ALERT, mark);
  return true;
};

/** Sound, desktop notification and title for what arrives while one looks elsewhere. Shows nothing itself. */
export const Alerts = () => {
  const { t } = useTranslation();
  const { onArrival, onMention, onSupervised } = useDesk();
  const { conversationId } = useParams({ strict: false });
  const navigate = useNavigate();
  const preview = usePreviewText();
  const presence = usePresence();
  const { preferences } = useNotificationPreferences();
  const notices = useDesktopNotices();
  useUnreadInTitle(useUnreadTotal());
  useTellNotSent();

  const tell = useEffectEvent((arrival: Arrival) => {
    const { kind, conversation } = arrival;
    const looking = hasAttention();
    if (kind === 'message' && looking && conversation.id === conversationId) return;
    if (kind === 'waiting' && presence !== 'ready') return;
    if (kind === 'notTaken' && looking) toast('bad', t('alerts.notTaken', { name: conversation.visitor.name }));
    if (!claim(conversation.id, conversation.seq)) return;
    if (preferences.sound) playSound();
    if (looking || !notices.on) return;
    showDesktopNotice({
      title: kind === 'message' ? conversation.visitor.name : t(`alerts.${kind}`, { name: conversation.visitor.name }),
      body: preview(conversation),
      tag: conversation.id,
      onOpen: () => void navigate({ to: '/workbench/$conversationId', params: { conversationId: conversation.id } }),
    });
  });

  const tellMention = useEffectEvent(({ conversationId: id, seq, by, text, whisper }: MentionFrame) => {
    const looking = hasAttention();
    if (looking && id === conversationId) return;
    if (!claim(id, seq)) return;
    const title = t(whisper ? 'alerts.whisper' : 'alerts.mention', { name: by.name });
    if (preferences.sound) playSound();
    if (looking) toast('good', `${title}${text}`);
    else if (notices.on) {
      const onOpen = () => void navigate({ to: '/workbench/$conversationId', params: { conversationId: id } });
      showDesktopNotice({ title, body: text, tag: id, onOpen });
    }
  });

  const tellOffer = useEffectEvent(({ id, from, memo, conversation }: TransferOffer) => {
    const title = t('transferOffers.from', { name: from.name, visitor: conversation.visitor });
    toast('good', memo ? `${title} · ${memo}` : title);
    if (!claim(conversation.id, id)) return;
    if (preferences.sound) playSound();
    if (!hasAttention() && notices.on)
      showDesktopNotice({ title, body: memo ?? '', tag: id, onOpen: () => void navigate({ to: '/workbench' }) });
  });

  const tellSupervised = useEffectEvent(({ act, conversationId: id, visitor, by, reason }: SupervisedFrame) => {
    const title = t(`alerts.supervised.${act}`, { name: visitor, by });
    const why = reason ? t('alerts.supervised.because', { reason }) : '';
    toast('bad', `${title}${why}`);
    if (preferences.sound) playSound();
    if (!hasAttention() && notices.on)
      showDesktopNotice({ title, body: reason ?? '', tag: id, onOpen: () => window.focus() });
  });

  const offers = useOffers();
  const told = useRef(new Set<string>());
  useEffect(() => {
    for (const offer of offers) {
      if (!told.current.has(offer.id)) tellOffer(offer);
      told.current.add(offer.id);
    }
  }, [offers]);
  useEffect(() => onMention((mention) => tellMention(mention)), [onMention]);
  useEffect(() => onSupervised((frame) => tellSupervised(frame)), [onSupervised]);
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
