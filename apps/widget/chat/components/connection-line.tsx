import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';
import { Icon } from './icon.tsx';

export const ConnectionLine = () => {
  const { talk, texts } = useChat();
  const { connection, phase } = useStore(talk.store);
  const trying = phase === 'ready' ? texts.reconnecting : texts.connecting;
  return (
    <div class="connection" role="status">
      {connection !== 'fine' && (
        <p>
          <Icon name="warning" />
          {connection === 'offline' ? texts.offline : trying}
        </p>
      )}
    </div>
  );
};
