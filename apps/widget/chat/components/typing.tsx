import { useChat } from '../chat-context.ts';

export const Typing = ({ name }: { name: string }) => {
  const { texts } = useChat();
  return (
    <li class="line theirs typing first last">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class="typing-words" dir="auto">
        {texts.typing(name)}
      </span>
    </li>
  );
};
