import type { Reception } from '@cskefu/contract';
import { useEffect, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { leaveTexts } from '../i18n/leave-texts.ts';
import { useStore } from '../store.ts';
import sheet from '../styles/leave.css?url';
import { Icon } from './icon.tsx';
import { LeaveForm } from './leave-form.tsx';
import { useSheet } from './use-sheet.ts';

const ASK_EVERY_MS = 30_000;

/** Where nobody is there, or somebody waits: that a message can be left, and that it was. */
export const LeaveMessage = () => {
  const { talk, locale } = useChat();
  const words = leaveTexts[locale];
  const { channel, threads, reception: onArrival } = useStore(talk.store);
  const last = threads.at(-1)?.conversation;
  const open = last && last.state !== 'closed' ? last : null;
  const reception = useReception(onArrival, open === null);
  const offer = channel?.settings.leftMessage.offer ?? 'off';
  const hasForm = offer === 'beside' || offer === 'instead';
  const [isWriting, setWriting] = useState(offer === 'instead' && open === null && onArrival !== 'open');
  const [left, setLeft] = useState<'received' | 'inReview' | null>(null);
  const isStyled = useSheet(sheet);
  if (!isStyled || offer === 'off') return null;
  const shown = open?.origin === 'left_message' ? 'received' : left;
  if (shown) {
    return (
      <p class="leave-line leave-done" role="status">
        {shown === 'received' && <Icon name="check" />}
        {words[shown]}
      </p>
    );
  }
  if (!open && reception === 'open') return null;
  if (!hasForm) return open ? null : <p class="leave-line">{words.plain}</p>;
  const why = open ? words.tired : reception === 'off_hours' ? words.offHours : words.nobody;
  return (
    <>
      <div class="leave-line">
        <span>{why}</span>
        <button type="button" class="leave-open" onClick={() => setWriting(true)}>
          {words.open}
        </button>
      </div>
      {isWriting && (
        <LeaveForm
          onClose={() => setWriting(false)}
          onLeft={(how) => {
            setWriting(false);
            setLeft(how);
          }}
        />
      )}
    </>
  );
};

/** Somebody may come meanwhile. */
const useReception = (onArrival: Reception, isAsking: boolean): Reception => {
  const { talk } = useChat();
  const [reception, setReception] = useState(onArrival);
  useEffect(() => {
    if (!isAsking) return;
    const ask = () => {
      if (document.visibilityState === 'hidden') return;
      talk.http.request('GET /api/visitor/reception').then(
        (answer) => setReception(answer.reception),
        () => {},
      );
    };
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isAsking, talk]);
  return reception;
};
