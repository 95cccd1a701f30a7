import { newId } from '@cskefu/client';
import type { Conversation } from '@cskefu/contract';
import { MAX_TEXT_LENGTH } from '@cskefu/contract/limits';
import { Button } from 'antd';
import { EyeOff, Megaphone } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';
import { classNames } from '../../lib/class-names.ts';
import { type SayMode, useSay } from './acts.ts';

interface WatchComposerProps {
  conversation: Conversation;
  mode: SayMode;
  onMode: (mode: SayMode) => void;
  /** So that keys can bring the caret here. */
  fieldId: string;
}

const icons = { whisper: EyeOff, intervene: Megaphone };
const keys: Record<string, SayMode> = { KeyW: 'whisper', KeyI: 'intervene' };

/** As soon as the question can be seen, Enter is its answer. */
const focusOn = (button: HTMLElement | null) => button?.focus();

/** Words for the agent, or for the visitor: colour, sign, word and button say which, and the first for the visitor is asked about. */
export const WatchComposer = ({ conversation, mode, onMode, fieldId }: WatchComposerProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const name = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  /** What is being sent: the same id when it is tried again. */
  const [id, setId] = useState(newId);
  const [asking, setAsking] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const say = useSay(conversation.id);
  const modes = (['whisper', 'intervene'] as const).filter((one) => may(account, `supervision:${one}`));
  const current = modes.includes(mode) ? mode : modes[0];
  if (!current || conversation.state === 'closed') return null;
  const Icon = icons[current];

  const startAnew = () => {
    setText('');
    setId(newId());
    setAsking(false);
    field.current?.focus();
  };
  const send = () => {
    say.mutate(
      { mode: current, id, text: text.trim() },
      {
        onSuccess: startAnew,
        onError: (error) => {
          // The desk keeps it: what is written next is another message.
          if (codeOf(error) !== 'held_for_review') return;
          toast('good', errorText(error));
          say.reset();
          startAnew();
        },
      },
    );
  };
  const begin = () => {
    if (text.trim() === '' || say.isPending) return;
    if (current === 'whisper' || confirmed) return send();
    setAsking(true);
  };
  const change = (next: SayMode) => {
    setAsking(false);
    onMode(next);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const wanted = event.altKey ? keys[event.code] : undefined;
    if (wanted && modes.includes(wanted)) {
      event.preventDefault();
      return change(wanted);
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      if (asking) setAsking(false);
      else (event.target as HTMLElement).blur();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.target !== field.current) return;
    event.preventDefault();
    begin();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field and the radios in it
    <div className={classNames('say', `say-${current}`)} onKeyDown={press}>
      <div className="say-modes" role="radiogroup" aria-label={t('supervision.say.modes')}>
        {modes.map((one) => (
          <label key={one} className={`say-mode say-mode-${one}`}>
            <input type="radio" name={name} checked={one === current} onChange={() => change(one)} />
            <span>
              {t(`supervision.say.${one}`)} <kbd>{one === 'whisper' ? 'Alt W' : 'Alt I'}</kbd>
            </span>
          </label>
        ))}
      </div>
      <p className="say-who" id={`${fieldId}-who`}>
        <Icon size={14} aria-hidden="true" />
        {t(`supervision.say.to.${current}`, { agent: conversation.agent?.name ?? '', me: account.name })}
      </p>
      <textarea
        ref={field}
        id={fieldId}
        className="say-text scroll"
        rows={2}
        dir="auto"
        value={text}
        maxLength={MAX_TEXT_LENGTH}
        aria-label={t(`supervision.say.field.${current}`)}
        aria-describedby={`${fieldId}-who`}
        placeholder={t(`supervision.say.field.${current}`)}
        onChange={(event) => {
          setText(event.target.value);
          setAsking(false);
        }}
      />
      {say.isError ? (
        <p className="supervision-error" role="alert">
          {errorText(say.error)}
        </p>
      ) : null}
      {asking ? (
        <div className="say-confirm" role="alertdialog" aria-label={t('supervision.say.sure')}>
          <p>{t('supervision.say.sureText', { name: account.name })}</p>
          <Button size="small" onClick={() => setAsking(false)}>
            {t('common.cancel')}
          </Button>
          <Button
            ref={focusOn}
            size="small"
            danger
            type="primary"
            loading={say.isPending}
            onClick={() => {
              setConfirmed(true);
              send();
            }}
          >
            {t('supervision.say.send.intervene')}
          </Button>
        </div>
      ) : (
        <div className="say-acts">
          <Button
            size="small"
            type="primary"
            danger={current === 'intervene'}
            disabled={text.trim() === ''}
            loading={say.isPending}
            onClick={begin}
          >
            {t(`supervision.say.send.${current}`)}
          </Button>
        </div>
      )}
    </div>
  );
};
