import { useTranslation } from 'react-i18next';
import { requestJump } from '../jump.ts';
import { useQuoted } from '../quote.ts';
import { useThreadEvents } from '../thread-context.tsx';
import { useExcerpt } from './use-excerpt.ts';
import './quote-block.css';

/** The message that another one answers: who, how it begins; a click goes there. */
export const QuoteBlock = ({ seq }: { seq: number }) => {
  const { t } = useTranslation();
  const { conversationId, readOnly } = useThreadEvents();
  const quoted = useQuoted(seq);
  const excerpt = useExcerpt();
  const body = (
    <>
      <strong>{quoted?.author.name ?? ''}</strong>
      <span>{quoted === undefined ? '…' : quoted === null ? t('quote.gone') : excerpt(quoted)}</span>
    </>
  );
  if (readOnly || !quoted) return <div className="quote-block">{body}</div>;
  return (
    <button
      type="button"
      className="quote-block"
      onClick={() => requestJump(conversationId, seq)}
      title={t('quote.jump')}
    >
      {body}
    </button>
  );
};
