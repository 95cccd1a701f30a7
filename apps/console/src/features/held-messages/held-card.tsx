import type { HeldMessage } from '@cskefu/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Puzzle } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { Moment } from '../../components/time.tsx';
import type { Act } from './held-messages.ts';

interface HeldCardProps {
  held: HeldMessage;
  onAsk: (act: Act) => void;
}

/** One message with all that is needed to decide about it. */
export const HeldCard = ({ held, onAsk }: HeldCardProps) => {
  const { t, i18n } = useTranslation();
  const decides = may(useAccount(), 'supervision:intervene');
  const name = useId();
  const plugin = held.pluginName[languageOf(i18n.language)];
  return (
    <li className="held-card" aria-labelledby={name}>
      <header className="held-head">
        <strong id={name}>{t(`heldMessages.authors.${held.author.kind}`, { name: held.author.name })}</strong>
        <span className="held-where">
          {held.channel.name} · {held.skillGroup.name} · <Conversation held={held} />
        </span>
        <Moment at={held.heldAt} className="held-since" />
      </header>
      <HeldWords held={held} />
      <footer className="held-foot">
        <p className="held-reason">
          <Puzzle size={14} aria-hidden="true" />
          <span>
            {t('heldMessages.by', { plugin })}
            <strong>{held.reason}</strong>
          </span>
        </p>
        {decides ? (
          <div className="held-acts">
            <Button aria-describedby={name} onClick={() => onAsk('discard')}>
              {t('heldMessages.discard.act')}
            </Button>
            <Button type="primary" aria-describedby={name} onClick={() => onAsk('release')}>
              {t('heldMessages.release.act')}
            </Button>
          </div>
        ) : null}
      </footer>
    </li>
  );
};

/** What would be sent, whole. */
export const HeldWords = ({ held: { kind, text } }: { held: HeldMessage }) => (
  <blockquote className="held-words" dir="auto">
    {kind === 'text' ? null : <FileMark kind={kind} />}
    {text}
  </blockquote>
);

const FileMark = ({ kind }: { kind: 'image' | 'file' }) => {
  const { t } = useTranslation();
  return <span className="held-file">{t(`heldMessages.kinds.${kind}`)}</span>;
};

const Conversation = ({ held: { conversationId } }: { held: HeldMessage }) => {
  const { t } = useTranslation();
  const opens = may(useAccount(), 'conversations:read');
  if (conversationId === null) return t('heldMessages.first');
  if (!opens) return t('heldMessages.underWay');
  return (
    <Link to="/workbench/$conversationId" params={{ conversationId }}>
      {t('heldMessages.open')}
    </Link>
  );
};
