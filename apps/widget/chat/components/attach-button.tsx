import { useRef } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { Icon, type IconName } from './icon.tsx';

interface AttachButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly accept?: string;
}

export const AttachButton = ({ icon, label, accept }: AttachButtonProps) => {
  const { talk } = useChat();
  const input = useRef<HTMLInputElement>(null);
  const take = () => {
    if (!input.current) return;
    talk.uploads.add([...(input.current.files ?? [])]);
    // The same file can be chosen again.
    input.current.value = '';
  };
  return (
    <>
      <button type="button" class="icon-button" aria-label={label} title={label} onClick={() => input.current?.click()}>
        <Icon name={icon} />
      </button>
      <input
        type="file"
        class="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        multiple
        accept={accept}
        ref={input}
        onChange={take}
      />
    </>
  );
};
