import { ApiError } from '@cskefu/client';
import type { PreChatField } from '@cskefu/contract';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { preChatTexts } from '../i18n/pre-chat-texts.ts';
import { useStore } from '../store.ts';
import sheet from '../styles/pre-chat.css?url';
import { Consent } from './pre-chat-consent.tsx';
import { type Faults, PreChatInput, preChatFields } from './pre-chat-input.tsx';
import { useSheet } from './use-sheet.ts';

/** In the place of the field for words, until the visitor has answered what the channel asks. */
export const PreChat = () => {
  const { talk, locale } = useChat();
  const words = preChatTexts[locale];
  const { channel, preChat } = useStore(talk.store);
  const form = useRef<HTMLFormElement>(null);
  const title = useId();
  const [values, setValues] = useState<Partial<Record<PreChatField, string>>>({});
  const [skillGroupId, setSkillGroupId] = useState<number | null>(null);
  const [consent, setConsent] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const [state, setState] = useState<'writing' | 'sending' | 'failed'>('writing');
  const isStyled = useSheet(sheet);
  useEffect(() => {
    const [first] = Object.keys(faults);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }, [faults]);
  if (!isStyled || !channel) return null;
  const { settings } = channel;
  const asked = preChatFields.filter((name) => settings.preChat.fields[name].use !== 'off');

  const send = async (event: Event) => {
    event.preventDefault();
    setState('sending');
    const filled = Object.entries(values).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : []));
    try {
      const body = { fields: Object.fromEntries(filled), consent, skillGroupId };
      await talk.http.request('POST /api/visitor/pre-chat', { body });
      talk.renew();
      talk.store.set({ preChat: { due: false, skillGroups: [] } });
    } catch (error) {
      const found = error instanceof ApiError ? faultsOf(error) : {};
      setFaults(found);
      setState(Object.keys(found).length > 0 ? 'writing' : 'failed');
    }
  };
  return (
    <form class="pre-chat" aria-labelledby={title} noValidate ref={form} onSubmit={(event) => void send(event)}>
      <p id={title} dir="auto">
        {settings.preChat.intro ?? words.title}
      </p>
      {asked.map((name) => (
        <PreChatInput
          key={name}
          name={name}
          label={settings.preChat.fields[name].label ?? words.fields[name]}
          isRequired={settings.preChat.fields[name].use === 'required'}
          value={values[name] ?? ''}
          fault={faults[name]}
          words={words}
          onChange={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
      {preChat.skillGroups.length > 0 && (
        <fieldset class="pre-chat-groups" {...(faults['skillGroupId'] && { 'aria-describedby': `${title}-group` })}>
          <legend>{words.skillGroup}</legend>
          {preChat.skillGroups.map(({ id, name }) => (
            <label key={id}>
              <input
                type="radio"
                name="skillGroupId"
                checked={id === skillGroupId}
                onChange={() => setSkillGroupId(id)}
              />
              <span dir="auto">{name}</span>
            </label>
          ))}
          {faults['skillGroupId'] && (
            <p id={`${title}-group`} class="pre-chat-fault">
              {words.choose}
            </p>
          )}
        </fieldset>
      )}
      {settings.privacy.consent && (
        <Consent
          privacy={settings.privacy}
          words={words}
          isGiven={consent}
          fault={faults['consent'] !== undefined}
          onChange={setConsent}
        />
      )}
      {state === 'failed' && (
        <p class="pre-chat-fault" role="alert">
          {words.failed}
        </p>
      )}
      <button type="submit" class="button button-primary" disabled={state === 'sending'}>
        {state === 'sending' ? words.sending : words.begin}
      </button>
    </form>
  );
};

/** In the order of the form. */
const faultsOf = ({ issues }: ApiError): Faults =>
  Object.fromEntries(
    (issues ?? []).map(({ path, message }) => [
      path.replace(/^body\.(fields\.)?/, ''),
      message === 'is required' ? 'required' : 'malformed',
    ]),
  );
