import { useChat } from '../chat-context.ts';
import { Icon } from './icon.tsx';

export const CloseButton = () => {
  const { texts, embedded, close } = useChat();
  if (!embedded) return null;
  return (
    <button type="button" class="icon-button" aria-label={texts.close} title={texts.close} onClick={close}>
      <Icon name="close" />
    </button>
  );
};
