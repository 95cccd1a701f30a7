import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { useDismiss } from './use-dismiss.ts';

export const EndQuestion = ({ onDone }: { onDone: () => void }) => {
  const { talk, texts } = useChat();
  const [state, setState] = useState<'asking' | 'ending' | 'failed'>('asking');
  const area = useRef<HTMLDivElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  useDismiss(area, true, onDone);
  const end = async () => {
    setState('ending');
    try {
      await talk.end();
      onDone();
    } catch {
      setState('failed');
    }
  };
  return (
    <div class="question" role="alertdialog" aria-label={texts.endQuestion} ref={area}>
      <p>{state === 'failed' ? texts.endFailed : texts.endQuestion}</p>
      <button type="button" class="button" ref={cancel} onClick={onDone}>
        {texts.cancel}
      </button>
      <button type="button" class="button button-danger" disabled={state === 'ending'} onClick={() => void end()}>
        {texts.endConfirm}
      </button>
    </div>
  );
};
