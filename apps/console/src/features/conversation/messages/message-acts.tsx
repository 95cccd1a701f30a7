import { Bookmark, Ellipsis, Reply, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu } from '../../../components/menu.tsx';
import { useMedia } from '../../../lib/media.ts';
import { useThreadEvents } from '../thread-context.tsx';
import type { ShownMessage } from '../thread-row.ts';
import { useMessageActs } from './use-message-acts.ts';
import './message-acts.css';

/** What can be done with a message: answer it, mark it, take it back. Beside it under a mouse, in a menu under a finger. */
export const MessageActs = ({ message }: { message: ShownMessage }) => {
  const { readOnly } = useThreadEvents();
  return readOnly || message.seq === null ? null : <Acts message={message} />;
};

const icons = { quote: Reply, mark: Bookmark, recall: Undo2 } as const;

const Acts = ({ message }: { message: ShownMessage }) => {
  const { t } = useTranslation();
  const touch = useMedia('(hover: none)');
  const { acts, marked } = useMessageActs(message);
  const shown = acts.map(({ key, run }) => {
    const Icon = icons[key];
    const on = key === 'mark' && marked;
    const icon = <Icon key={key} size={15} fill={on ? 'currentColor' : 'none'} aria-hidden="true" />;
    return { key, icon, on, label: t(on ? 'marks.unmark' : `messageActs.${key}`), onSelect: run };
  });
  const mark = marked ? (
    <Bookmark className="bubble-marked" size={14} fill="currentColor" role="img" aria-label={t('marks.marked')} />
  ) : null;
  if (touch) {
    return (
      <>
        {mark}
        <Menu groups={[{ key: 'acts', entries: shown }]} placement="topRight">
          <button type="button" className="bubble-act" aria-label={t('messageActs.more')}>
            <Ellipsis size={15} aria-hidden="true" />
          </button>
        </Menu>
      </>
    );
  }
  return (
    <>
      {mark}
      <span className="bubble-acts">
        {shown.map(({ key, icon, on, label, onSelect }) => (
          <button
            key={key}
            type="button"
            className="bubble-act"
            aria-pressed={key === 'mark' ? on : undefined}
            aria-label={label}
            title={label}
            onClick={onSelect}
          >
            {icon}
          </button>
        ))}
      </span>
    </>
  );
};
