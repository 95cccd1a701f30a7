import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThreadRow } from '../thread-row.ts';

const incoming = (rows: ThreadRow[]) => rows.findLast((row) => row.kind === 'message' && !row.ours);

/**
 * Reads new messages of the visitor to those who do not see the screen. The list itself must stay silent: scrolling it adds
 * and removes rows all the time.
 */
export const Announcer = ({ rows }: { rows: ThreadRow[] }) => {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const row = incoming(rows);
  const last = useRef(row?.key);
  useEffect(() => {
    if (row?.kind !== 'message' || row.key === last.current) return;
    last.current = row.key;
    const { author, kind, text } = row.message;
    setWords(
      t('thread.says', {
        name: author.name,
        text: kind === 'image' || kind === 'file' ? t(`inbox.${kind}`, { name: '' }) : (text ?? ''),
      }),
    );
  }, [row, t]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {words}
    </p>
  );
};
