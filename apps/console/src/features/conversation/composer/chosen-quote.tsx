import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/icon-button.tsx';
import { useExcerpt } from '../messages/use-excerpt.ts';
import type { Quote } from '../quote.ts';
import '../messages/quote-block.css';

/** What the message that is being written answers. */
export const ChosenQuote = ({ quote, onDrop }: { quote: Quote; onDrop: () => void }) => {
  const { t } = useTranslation();
  const excerpt = useExcerpt();
  return (
    <div className="quote-chosen">
      <div className="quote-block">
        <strong>{t('quote.answering', { name: quote.name })}</strong>
        <span>{excerpt({ ...quote, file: quote.text === null ? null : { name: quote.text } })}</span>
      </div>
      <IconButton size="small" label={t('quote.drop')} icon={<X size={16} />} onClick={onDrop} />
    </div>
  );
};
