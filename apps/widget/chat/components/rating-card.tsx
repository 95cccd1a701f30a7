import type { Conversation, SatisfactionForm } from '@cskefu/contract';
import { useEffect, useId, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { ratingTexts } from '../i18n/rating-texts.ts';
import sheet from '../styles/rating.css?url';
import { Icon } from './icon.tsx';
import { useSheet } from './use-sheet.ts';

/** So long may it be given, and changed. */
const OPEN_MS = 24 * 60 * 60_000;

const isOpen = ({ satisfaction, closedAt, satisfactionRequestedAt }: Conversation) =>
  Date.now() - Date.parse(satisfaction?.at ?? closedAt ?? satisfactionRequestedAt ?? '') < OPEN_MS;

/** Asks how content the visitor is, at the end or when the agent asked, in the words of the skill group, and shows what they have said. */
export const RatingCard = ({ conversation }: { conversation: Conversation }) => {
  const { locale } = useChat();
  const [isHidden, setHidden] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const [isWanted, setWanted] = useState(false);
  const form = useForm(conversation.id);
  const words = ratingTexts[locale];
  const isStyled = useSheet(sheet);
  const { satisfaction } = conversation;
  if (!isStyled || !form?.on || isHidden || !isOpen(conversation)) return null;
  const isAsked = satisfaction !== null || conversation.satisfactionRequestedAt !== null || form.ask === 'at_close';
  if (!isAsked && !isWanted)
    return (
      <p class="rating">
        <button type="button" class="rating-link" onClick={() => setWanted(true)}>
          {words.title}
        </button>
      </p>
    );
  return (
    <section class="rating" aria-label={words.title}>
      {satisfaction && !isChanging ? (
        <p class="rating-said">
          <span>
            {words.thanks} <b>{form.levels.find(({ level }) => level === satisfaction.level)?.words[locale]}</b>
          </span>
          <button type="button" class="rating-link" onClick={() => setChanging(true)}>
            {words.change}
          </button>
        </p>
      ) : (
        <RatingForm conversation={conversation} form={form} onDone={() => setChanging(false)} />
      )}
      <button
        type="button"
        class="icon-button rating-close"
        aria-label={words.later}
        title={words.later}
        onClick={() => (isChanging ? setChanging(false) : setHidden(true))}
      >
        <Icon name="close" />
      </button>
    </section>
  );
};

interface RatingFormProps {
  conversation: Conversation;
  form: SatisfactionForm;
  onDone: () => void;
}

/** Null until it is there; without it, nobody is asked. */
const useForm = (id: string): SatisfactionForm | null => {
  const { talk } = useChat();
  const [form, setForm] = useState<SatisfactionForm | null>(null);
  useEffect(() => {
    talk.http.request('GET /api/conversations/:id/satisfaction-form', { params: { id } }).then(setForm, () => {});
  }, [id]);
  return form;
};

const RatingForm = ({ conversation, form, onDone }: RatingFormProps) => {
  const { talk, locale } = useChat();
  const words = ratingTexts[locale];
  const before = conversation.satisfaction;
  const [level, setLevel] = useState(before?.level ?? 0);
  const [reasons, setReasons] = useState<readonly string[]>(before?.reasons ?? []);
  const [comment, setComment] = useState(before?.comment ?? '');
  const [state, setState] = useState<'asking' | 'sending' | 'failed'>('asking');
  const name = useId();
  const levels = [...form.levels].sort((a, b) => a.level - b.level);
  const offered = form.reasons.filter(({ from, to }) => from <= level && level <= to);
  const send = async (event: Event) => {
    event.preventDefault();
    setState('sending');
    try {
      const chosen = reasons.filter((reason) => offered.some(({ id }) => id === reason));
      await talk.rate(conversation.id, { level, reasons: chosen, comment: (form.comment && comment) || null });
      onDone();
    } catch {
      setState('failed');
    }
  };
  const toggle = (reason: string) =>
    setReasons(reasons.includes(reason) ? reasons.filter((held) => held !== reason) : [...reasons, reason]);
  return (
    <form onSubmit={(event) => void send(event)}>
      <fieldset>
        <legend>{words.question}</legend>
        <div class="rating-levels">
          {levels.map(({ level: one, words: say }) => (
            <label key={one} title={say[locale]}>
              <input type="radio" name={name} checked={one === level} onChange={() => setLevel(one)} />
              <span class={one <= level ? 'rating-star rating-lit' : 'rating-star'} aria-hidden="true">
                ★
              </span>
              <span class="rating-word">{say[locale]}</span>
            </label>
          ))}
          <output aria-hidden="true">{levels.find((one) => one.level === level)?.words[locale]}</output>
        </div>
      </fieldset>
      {level > 0 && (
        <>
          <fieldset class="rating-reasons" aria-label={words.why}>
            {offered.map(({ id, words: say }) => (
              <button key={id} type="button" aria-pressed={reasons.includes(id)} onClick={() => toggle(id)}>
                {say[locale]}
              </button>
            ))}
          </fieldset>
          <div class="rating-more">
            {form.comment && (
              <input
                type="text"
                maxLength={200}
                value={comment}
                placeholder={words.comment}
                aria-label={words.comment}
                onInput={(event) => setComment(event.currentTarget.value)}
              />
            )}
            <button type="submit" class="button rating-send" disabled={state === 'sending'}>
              {words.send}
            </button>
          </div>
        </>
      )}
      {state === 'failed' && <p role="alert">{words.failed}</p>}
    </form>
  );
};
