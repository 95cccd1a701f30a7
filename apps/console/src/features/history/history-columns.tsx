import type { HistoryEntry, TextPart, WrapUp } from '@cskefu/contract';
import { BadgeCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { Moment, useDurationText } from '../../components/time.tsx';
import { SatisfactionMark } from '../conversation/satisfaction-mark.tsx';
import { StateTag } from '../conversation/state-tag.tsx';
import { LeftMessageMark } from '../left-messages/left-message-mark.tsx';
import { TagChips } from '../tags/tag-chips.tsx';

/** Columns that a person may hide. */
export const optionalColumns = [
  'channel',
  'group',
  'agent',
  'state',
  'tags',
  'wrapUp',
  'satisfaction',
  'began',
  'lasted',
] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

/** What was looked for, among the words around it. */
const Match = ({ parts }: { parts: readonly TextPart[] }) => (
  <p className="history-match" dir="auto">
    {parts.map(({ text, hit }, at) => {
      const key = `${at}${text}`;
      return hit ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
    })}
  </p>
);

const Who = ({ entry, onOpen }: { entry: HistoryEntry; onOpen: () => void }) => {
  const { t } = useTranslation();
  const { visitor, origin, lastMessage, match } = entry;
  return (
    <div className="history-who">
      <button type="button" onClick={onOpen}>
        {visitor.name}
        {visitor.identified ? <BadgeCheck size={14} role="img" aria-label={t('panel.identified')} /> : null}
      </button>{' '}
      {origin === 'left_message' ? <LeftMessageMark /> : null}
      {match ? <Match parts={match.parts} /> : lastMessage?.text ? <p dir="auto">{lastMessage.text}</p> : null}
    </div>
  );
};

const How = ({ entry: { state, closeReason } }: { entry: HistoryEntry }) => {
  const { t } = useTranslation();
  return (
    <span className="history-state">
      <StateTag state={state} />
      {closeReason ? <small>{t(`conversation.closeReasons.${closeReason}`)}</small> : null}
    </span>
  );
};

const None = () => <span className="history-none">—</span>;

const Lasted = ({ entry: { createdAt, closedAt } }: { entry: HistoryEntry }) => {
  const duration = useDurationText();
  return closedAt ? (
    <span className="history-number">{duration(Date.parse(closedAt) - Date.parse(createdAt))}</span>
  ) : (
    <None />
  );
};

/** Service types, and the beginning of the memo. */
const WrapUpWords = ({ wrapUp: { serviceTypes, memo } }: { wrapUp: WrapUp }) => {
  const { t } = useTranslation();
  return (
    <span className="history-wrap-up" title={memo}>
      {serviceTypes.map(({ name }) => name).join(t('wrapUp.comma')) || memo || t('wrapUp.written')}
    </span>
  );
};

export const useHistoryColumns = (
  shown: readonly OptionalColumn[],
  onOpen: (entry: HistoryEntry) => void,
): Column<HistoryEntry>[] => {
  const { t } = useTranslation();
  const optional: Record<OptionalColumn, Column<HistoryEntry>['render']> = {
    channel: ({ channel }) => channel.name,
    group: ({ skillGroup }) => skillGroup.name,
    agent: ({ agent }) => agent?.name ?? <None />,
    state: (entry) => <How entry={entry} />,
    satisfaction: ({ satisfaction }) => (satisfaction ? <SatisfactionMark satisfaction={satisfaction} /> : <None />),
    tags: ({ tags }) => (tags.length > 0 ? <TagChips tags={tags} /> : <None />),
    wrapUp: ({ wrapUp }) => (wrapUp ? <WrapUpWords wrapUp={wrapUp} /> : <None />),
    began: ({ createdAt }) => <Moment at={createdAt} />,
    lasted: (entry) => <Lasted entry={entry} />,
  };
  return [
    {
      key: 'visitor',
      title: t('history.columns.visitor'),
      render: (entry) => <Who entry={entry} onOpen={() => onOpen(entry)} />,
    },
    ...optionalColumns
      .filter((key) => shown.includes(key))
      .map((key) => ({ key, title: t(`history.columns.${key}`), render: optional[key] })),
  ];
};
