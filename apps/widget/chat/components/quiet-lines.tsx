import { useChat } from '../chat-context.ts';
import type { Texts } from '../i18n/zh-cn.ts';
import { dayWords, momentWords } from '../talk/day-words.ts';
import type { Notice } from '../talk/line.ts';

export const Day = ({ at }: { at: string }) => {
  const { locale, texts } = useChat();
  return (
    <li class="quiet">
      <time dateTime={at} title={momentWords(at, locale)}>
        {dayWords(at, locale, texts)}
      </time>
    </li>
  );
};

export const Divider = () => {
  const { texts } = useChat();
  return <li class="quiet divider">{texts.newConversation}</li>;
};

export const NoticeLine = ({ notice, isLast }: { notice: Notice; isLast: boolean }) => {
  const { texts } = useChat();
  return (
    <li class="quiet" dir="auto">
      {noticeWords(notice, texts)}
      {notice.type === 'closed' && isLast && <span class="hint">{texts.writeAgain}</span>}
    </li>
  );
};

const noticeWords = ({ type, agent, reason }: Notice, texts: Texts): string => {
  switch (type) {
    case 'waiting':
      return texts.waitingForAgent;
    case 'waitingAgain':
      return texts.waitingAgain;
    case 'joined':
      return texts.joined(agent ?? '');
    case 'recalled':
      return texts.recalled(agent);
    case 'closed':
      return closedWords(reason, texts);
  }
};

const closedWords = (reason: Notice['reason'], texts: Texts): string => {
  if (reason === 'visitor') return texts.closedByYou;
  if (reason === 'agent') return texts.closedByAgent;
  return reason === 'idle' ? texts.closedIdle : texts.closed;
};
