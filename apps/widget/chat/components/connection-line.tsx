import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';
import { Icon } from './icon.tsx';

export const ConnectionLine = () => {
  const { talk, texts } = useChat();
  const { connection } = useStore(talk.store);
  return (
    <div class="connection" role="status">
      {connection !== 'fine' && (
        <p>
          <Icon name="warning" />
          {connection === 'offline' ? texts.offline : texts.reconnecting}
        </p>
      )}
    </div>
  );
};
