import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { laterMoments, toField } from '../lib/later.ts';
import { useFutureText } from './time.tsx';
import './later-choice.css';

interface LaterChoiceProps {
  label: string;
  /** Milliseconds since 1970; null while the own choice is no moment. */
  value: number | null;
  onChoose: (moment: number | null) => void;
  /** Begins with a moment of one's own: that of something that is changed. */
  own?: boolean;
  /** The dialog around begins here. */
  focus?: boolean;
}

/** A moment to come: one of the usual ones, or another. Arrow keys choose, Enter sends the form around. */
export const LaterChoice = ({ label, value, onChoose, own = false, focus = false }: LaterChoiceProps) => {
  const { t } = useTranslation();
  const name = useId();
  const words = useFutureText();
  const [now] = useState(() => Date.now());
  const [isOwn, setOwn] = useState(own);
  const [typed, setTyped] = useState(() => toField(value ?? now));
  const write = (text: string) => {
    setTyped(text);
    const moment = new Date(text).getTime();
    onChoose(Number.isNaN(moment) || moment <= Date.now() ? null : moment);
  };
  return (
    <fieldset className="later">
      <legend>{label}</legend>
      {laterMoments(now).map(({ key, moment }, at) => (
        <label key={key} className="later-option">
          <input
            type="radio"
            name={name}
            checked={!isOwn && value === moment}
            data-first-focus={(at === 0 && focus) || undefined}
            onChange={() => {
              setOwn(false);
              onChoose(moment);
            }}
          />
          <span>{t(`later.${key}`)}</span>
          <time>{words(moment, now)}</time>
        </label>
      ))}
      <div className="later-option">
        <label>
          <input
            type="radio"
            name={name}
            checked={isOwn}
            onChange={() => {
              setOwn(true);
              write(typed);
            }}
          />
          <span>{t('later.own')}</span>
        </label>
        <input
          type="datetime-local"
          aria-label={t('later.ownMoment')}
          value={typed}
          min={toField(now)}
          onFocus={() => setOwn(true)}
          onChange={(event) => write(event.target.value)}
        />
      </div>
    </fieldset>
  );
};
