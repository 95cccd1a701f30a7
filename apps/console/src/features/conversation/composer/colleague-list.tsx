import { useTranslation } from 'react-i18next';
import type { Mention } from '../mentions.ts';

interface ColleagueListProps {
  id: string;
  people: readonly Mention[];
  chosen: number;
  onChoose: (person: Mention) => void;
}

/** Whom one can speak to, above the field; the keys stay with the field. */
export const ColleagueList = ({ id, people, chosen, onChoose }: ColleagueListProps) => {
  const { t } = useTranslation();
  if (people.length === 0) return null;
  return (
    <div id={id} className="reply-list" role="listbox" aria-label={t('note.colleagues')} tabIndex={-1}>
      {people.map((person, at) => (
        <div
          key={person.id}
          id={`${id}-${person.id}`}
          role="option"
          aria-selected={at === chosen}
          tabIndex={-1}
          className="reply-list-item"
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(person);
          }}
        >
          @{person.name}
        </div>
      ))}
    </div>
  );
};
