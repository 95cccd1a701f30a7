import { useEffect, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { Icon } from './icon.tsx';

/** Files may be dropped anywhere on the chat. */
export const DropArea = () => {
  const { talk, texts } = useChat();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      talk.uploads.add(event.dataTransfer?.files ?? []);
    };
    const control = new AbortController();
    document.addEventListener('dragover', onOver, control);
    document.addEventListener('dragleave', onLeave, control);
    document.addEventListener('drop', onDrop, control);
    return () => control.abort();
  }, [talk]);
  if (!isOver) return null;
  return (
    <div class="drop" aria-hidden="true">
      <Icon name="file" />
      {texts.drop}
    </div>
  );
};
