import type { ComponentType } from 'react';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { splitMentions } from '../mentions.ts';

/** The words of a note; whom it speaks to stands out, oneself most of all. */
export const NoteWords = ({ text, words: Words }: { text: string; words: ComponentType<{ text: string }> }) => {
  const { accountId } = useDesk();
  return splitMentions(text).map(({ at, text: part, accountId: id }) =>
    id === undefined ? (
      <Words key={at} text={part} />
    ) : (
      <b key={at} className={classNames('mention', id === accountId && 'mention-me')}>
        @{part}
      </b>
    ),
  );
};
