import { useId } from 'react';
import { classNames } from '../lib/class-names.ts';
import './choice-cards.css';

interface Choice<K extends string> {
  key: K;
  title: string;
  text: string;
}

interface ChoiceCardsProps<K extends string> {
  legend: string;
  choices: readonly Choice<K>[];
  chosen: K;
  /** Side by side where there is room: for many with few words. */
  abreast?: boolean;
  onChoose: (key: K) => void;
}

/** One of a few, each with a word on what it means. */
export const ChoiceCards = <K extends string>({ legend, choices, chosen, abreast, onChoose }: ChoiceCardsProps<K>) => {
  const name = useId();
  return (
    <fieldset className={classNames('choice-cards', abreast && 'choice-cards-abreast')}>
      <legend>{legend}</legend>
      {choices.map(({ key, title, text }) => (
        <label key={key} className="choice-card">
          <input
            type="radio"
            name={name}
            checked={key === chosen}
            data-first-focus={key === chosen || undefined}
            onChange={() => onChoose(key)}
          />
          <span>
            <strong>{title}</strong>
            <small>{text}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
};
