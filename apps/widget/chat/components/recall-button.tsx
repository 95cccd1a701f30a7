import { RECALL_MS } from '@cskefu/contract/limits';
import { useEffect, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import type { Line } from '../talk/line.ts';

/** Takes an own message back, for two minutes. */
export const RecallButton = ({ line }: { line: Line }) => {
  const { talk, texts } = useChat();
  const left = Date.parse(line.at) + RECALL_MS - Date.now();
  const [isOver, setOver] = useState(left <= 0);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [line.at]);
  if (isOver) return null;
  // What is refused by now stays as it is.
  const recall = () =>
    void talk.http
      .request('POST /api/visitor/messages/:id/recall', { params: { id: line.id } })
      .catch(() => setOver(true));
  return (
    <button type="button" onClick={recall}>
      {texts.recall}
    </button>
  );
};
