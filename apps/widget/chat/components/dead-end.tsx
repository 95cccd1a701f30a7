import { useChat } from '../chat-context.ts';
import { CloseButton } from './close-button.tsx';
import { Icon } from './icon.tsx';

/** Nothing can be written here: the channel is switched off, or this page is older than the desk. */
export const DeadEnd = ({ phase }: { phase: 'unavailable' | 'outdated' }) => {
  const { texts } = useChat();
  const isOutdated = phase === 'outdated';
  return (
    <main class="chat">
      <header class="header header-bare">
        <CloseButton />
      </header>
      <div class="dead-end">
        <Icon name="warning" />
        <h1>{isOutdated ? texts.outdated : texts.unavailable}</h1>
        {isOutdated ? (
          <button type="button" class="button button-primary" onClick={() => location.reload()}>
            {texts.reload}
          </button>
        ) : (
          <p>{texts.unavailableHint}</p>
        )}
      </div>
    </main>
  );
};
