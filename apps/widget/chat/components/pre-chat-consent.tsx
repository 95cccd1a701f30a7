import type { PrivacyNotice } from '@cskefu/contract';
import { useId } from 'preact/hooks';
import type { PreChatTexts } from '../i18n/pre-chat-texts.ts';
import { LinkedText } from './linked-text.tsx';

interface ConsentProps {
  readonly privacy: PrivacyNotice;
  readonly words: PreChatTexts;
  readonly isGiven: boolean;
  readonly fault: boolean;
  readonly onChange: (isGiven: boolean) => void;
}

/** What becomes of the visitor's data, and that they agree. */
export const Consent = ({ privacy: { notice, url }, words, isGiven, fault, onChange }: ConsentProps) => {
  const id = useId();
  return (
    <div class="pre-chat-consent">
      {notice && (
        <p dir="auto">
          <LinkedText text={notice} />
        </p>
      )}
      <label>
        <input
          type="checkbox"
          name="consent"
          checked={isGiven}
          aria-invalid={fault}
          {...(fault && { 'aria-describedby': `${id}-fault` })}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
        <span>
          {words.consent}
          {url ? (
            <a href={url} target="_blank" rel="noopener noreferrer">
              {words.privacy}
            </a>
          ) : (
            words.privacy
          )}
        </span>
      </label>
      {fault && (
        <p id={`${id}-fault`} class="pre-chat-fault">
          {words.agree}
        </p>
      )}
    </div>
  );
};
