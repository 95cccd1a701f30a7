import { useQuery } from '@tanstack/react-query';
import { CircleAlert, Hourglass, Link2, type LucideIcon, PlugZap, Quote, SplitSquareVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDurationText } from '../../../components/time.tsx';
import { useNow } from '../../../lib/clock.ts';
import { useAttachments } from '../composer/attachments-context.tsx';
import { goesAsLink, lengthOf, piecesOf } from './carried.ts';
import { type Way, wayQuery } from './outside.ts';
import './outside-limits.css';

interface OutsideLimitsProps {
  conversationId: string;
  text: string;
  quoted: boolean;
}

interface Hint {
  key: string;
  icon: LucideIcon;
  words: string;
  /** Something will not arrive. */
  grave?: boolean;
}

/** Before sending: what the channel will make of it, and how long one may still answer. */
const OutsideLimits = ({ conversationId, text, quoted }: OutsideLimitsProps) => {
  const { data: way } = useQuery(wayQuery(conversationId));
  const windowHint = useWindowHint(way);
  const wayHints = useWayHints(way);
  const messageHints = useMessageHints(way, { conversationId, text, quoted });
  const hints = [...wayHints, ...windowHint, ...messageHints];
  if (hints.length === 0) return null;
  return (
    <div role="status">
      <ul className="outside-limits">
        {hints.map(({ key, icon: Icon, words, grave }) => (
          <li key={key} className={grave ? 'outside-grave' : undefined}>
            <Icon size={14} aria-hidden="true" />
            {words}
          </li>
        ))}
      </ul>
    </div>
  );
};

const MINUTE = 60_000;

/** How long one may still answer, by the minute. */
const useWindowHint = (way: Way | undefined): Hint[] => {
  const { t } = useTranslation();
  const durationText = useDurationText();
  const now = useNow(10_000);
  const replyWindow = way?.replyWindow;
  if (!replyWindow) return [];
  const left = replyWindow.closesAt ? Date.parse(replyWindow.closesAt) - now : 0;
  if (left <= 0 || !replyWindow.open) {
    const words = t(way.capabilities?.proactive ? 'outside.window.overProactive' : 'outside.window.over', {
      hours: replyWindow.hours,
    });
    return [{ key: 'window', icon: CircleAlert, words, grave: !way.capabilities?.proactive }];
  }
  // Seconds would only run.
  const rest = durationText(left < MINUTE ? MINUTE : Math.floor(left / MINUTE) * MINUTE);
  return [{ key: 'window', icon: Hourglass, words: t('outside.window.left', { rest }), grave: left < 30 * MINUTE }];
};

const useWayHints = (way: Way | undefined): Hint[] => {
  const { t } = useTranslation();
  if (!way) return [];
  const hints: Hint[] = [];
  if (!way.running) hints.push({ key: 'down', icon: PlugZap, words: t('outside.down'), grave: true });
  if (way.optedOut) hints.push({ key: 'optedOut', icon: CircleAlert, words: t('outside.optedOut'), grave: true });
  return hints;
};

/** From this part of the limit on one sees how much is left. */
const NEAR = 0.8;

const useMessageHints = (way: Way | undefined, { conversationId, text, quoted }: OutsideLimitsProps): Hint[] => {
  const { t } = useTranslation();
  const attachments = useAttachments(conversationId);
  const capabilities = way?.capabilities;
  if (!capabilities) return [];
  const { maxLength, unit } = capabilities.text;
  const hints: Hint[] = [];
  const words = text.trim();
  const count = lengthOf(words, unit);
  const pieces = piecesOf(words, capabilities.text);
  if (pieces > 1) hints.push({ key: 'split', icon: SplitSquareVertical, words: t('outside.split', { count: pieces }) });
  else if (count > maxLength * NEAR)
    hints.push({
      key: 'length',
      icon: SplitSquareVertical,
      words: t(unit === 'bytes' ? 'outside.lengthBytes' : 'outside.length', { count, most: maxLength }),
    });
  const links = attachments.filter(({ file }) => goesAsLink(file, capabilities)).map(({ file }) => file.name);
  if (links.length > 0)
    hints.push({ key: 'link', icon: Link2, words: t('outside.asLink', { names: links.join(t('outside.comma')) }) });
  if (quoted && !capabilities.reply) hints.push({ key: 'quote', icon: Quote, words: t('outside.noQuote') });
  return hints;
};

export default OutsideLimits;
