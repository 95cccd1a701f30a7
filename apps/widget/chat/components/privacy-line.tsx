import { useChat } from '../chat-context.ts';
import { preChatTexts } from '../i18n/pre-chat-texts.ts';
import { useStore } from '../store.ts';
import sheet from '../styles/pre-chat.css?url';
import { LinkedText } from './linked-text.tsx';
import { useSheet } from './use-sheet.ts';

/** What becomes of the visitor's data, where nobody has to agree to it. */
export const PrivacyLine = () => {
  const { talk, locale } = useChat();
  const privacy = useStore(talk.store).channel?.settings.privacy;
  const isStyled = useSheet(sheet);
  if (!isStyled || !privacy?.notice) return null;
  return (
    <p class="privacy-line" dir="auto">
      <LinkedText text={privacy.notice} />
      {privacy.url && (
        <>
          {' '}
          <a href={privacy.url} target="_blank" rel="noopener noreferrer">
            {preChatTexts[locale].privacy}
          </a>
        </>
      )}
    </p>
  );
};
