import type { ServerFrame } from '@cskefu/contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { queueTexts } from '../i18n/queue-texts.ts';
import sheet from '../styles/queue.css?url';
import { useSheet } from './use-sheet.ts';

/** Who listens instead of looking is not told more often. */
const SAID_EVERY_MS = 15_000;

/** Where a waiting visitor stands, and how long it will probably take. */
export const QueueLine = ({ place }: { place: Extract<ServerFrame, { type: 'place' }> }) => {
  const { locale } = useChat();
  const words = queueTexts[locale];
  const first = place.place === 1 ? words.next : words.place(place.place);
  const second = place.estimateSeconds === null ? '' : words.estimate(place.estimateSeconds / 60);
  const said = useSaid(second ? `${first}${locale === 'en' ? ', ' : '，'}${second}` : first);
  if (!useSheet(sheet)) return null;
  return (
    <section class="queue-line" aria-label={words.label}>
      <p aria-hidden="true">
        <b>{first}</b>
        {second && <span>{second}</span>}
      </p>
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </section>
  );
};

/** The newest of these words, at most every 15 seconds. */
const useSaid = (words: string): string => {
  const [said, setSaid] = useState('');
  const last = useRef(0);
  useEffect(() => {
    const say = () => {
      last.current = Date.now();
      setSaid(words);
    };
    // A status that appears together with its words is not read.
    const timer = setTimeout(say, Math.max(300, last.current + SAID_EVERY_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [words]);
  return said;
};
