import type { Conversation, SatisfactionReason } from '@cskefu/contract';
import { useId, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { ratingTexts } from '../i18n/rating-texts.ts';
import sheet from '../styles/rating.css?url';
import { Icon } from './icon.tsx';
import { useSheet } from './use-sheet.ts';

const levels = [1, 2, 3, 4, 5] as const;
const good: readonly SatisfactionReason[] = ['solved', 'fast', 'friendly'];
const bad: readonly SatisfactionReason[] = ['unsolved', 'slow', 'unfriendly', 'unclear'];
/** So long may it be given, and changed. */
const OPEN_MS = 24 * 60 * 60_000;

const isOpen = ({ satisfaction, closedAt, satisfactionRequestedAt }: Conversation) =>
  Date.now() - Date.parse(satisfaction?.at ?? closedAt ?? satisfactionRequestedAt ?? '') < OPEN_MS;

/** Asks how content the visitor is, at the end or when the agent asked, and shows what they have said. */
export const RatingCard = ({ conversation }: { conversation: Conversation }) => {
  const { locale } = useChat();
  const [isHidden, setHidden] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const words = ratingTexts[locale];
  const isStyled = useSheet(sheet);
  const { satisfaction } = conversation;
  if (!isStyled || isHidden || !isOpen(conversation)) return null;
  return (
    <section class="rating" aria-label={words.title}>
      {satisfaction && !isChanging ? (
        <p class="rating-said">
          <span>
            {words.thanks} <b>{words.levels[satisfaction.level - 1]}</b>
          </span>
          <button type="button" class="rating-link" onClick={() => setChanging(true)}>
            {words.change}
          </button>
        </p>
      ) : (
        <RatingForm conversation={conversation} onDone={() => setChanging(false)} />
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

const RatingForm = ({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) => {
  const { talk, locale } = useChat();
  const words = ratingTexts[locale];
  const before = conversation.satisfaction;
  const [level, setLevel] = useState(before?.level ?? 0);
  const [reasons, setReasons] = useState<readonly SatisfactionReason[]>(before?.reasons ?? []);
  const [comment, setComment] = useState(before?.comment ?? '');
  const [state, setState] = useState<'asking' | 'sending' | 'failed'>('asking');
  const name = useId();
  const offered = level >= 4 ? good : bad;
  const send = async (event: Event) => {
    event.preventDefault();
    setState('sending');
    try {
      const chosen = reasons.filter((reason) => offered.includes(reason));
      await talk.rate(conversation.id, { level, reasons: chosen, comment: comment || null });
      onDone();
    } catch {
      setState('failed');
    }
  };
  const toggle = (reason: SatisfactionReason) =>
    setReasons(reasons.includes(reason) ? reasons.filter((held) => held !== reason) : [...reasons, reason]);
  return (
    <form onSubmit={(event) => void send(event)}>
      <fieldset>
        <legend>{words.question}</legend>
        <div class="rating-levels">
          {levels.map((one) => (
            <label key={one} title={words.levels[one - 1]}>
              <input type="radio" name={name} checked={one === level} onChange={() => setLevel(one)} />
              <span class={one <= level ? 'rating-star rating-lit' : 'rating-star'} aria-hidden="true">
                ★
              </span>
              <span class="rating-word">{words.levels[one - 1]}</span>
            </label>
          ))}
          <output aria-hidden="true">{words.levels[level - 1]}</output>
        </div>
      </fieldset>
      {level > 0 && (
        <>
          <fieldset class="rating-reasons" aria-label={words.why}>
            {offered.map((reason) => (
              <button key={reason} type="button" aria-pressed={reasons.includes(reason)} onClick={() => toggle(reason)}>
                {words.reasons[reason]}
              </button>
            ))}
          </fieldset>
          <div class="rating-more">
            <input
              type="text"
              maxLength={200}
              value={comment}
              placeholder={words.comment}
              aria-label={words.comment}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
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
