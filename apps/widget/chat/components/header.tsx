import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';
import { Avatar } from './avatar.tsx';
import { CloseButton } from './close-button.tsx';
import { Menu } from './menu.tsx';

export const Header = ({ onEnd }: { onEnd: () => void }) => {
  const { talk, texts } = useChat();
  const { channel, threads } = useStore(talk.store);
  const settings = channel?.settings;
  const conversation = threads.at(-1)?.conversation;
  const agent = conversation?.state === 'active' ? conversation.agent : null;
  return (
    <header class="header">
      <Avatar url={settings?.avatarUrl ?? null} name={agent?.name} />
      <div class="header-words">
        <h1 dir="auto">{settings?.title ?? texts.title}</h1>
        <p dir="auto">{agent ? texts.servedBy(agent.name) : (settings?.subtitle ?? texts.subtitle)}</p>
      </div>
      <Menu onEnd={conversation && conversation.state !== 'closed' ? onEnd : null} />
      <CloseButton />
    </header>
  );
};
