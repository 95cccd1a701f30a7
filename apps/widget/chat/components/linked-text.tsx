import { splitLinks } from '../talk/split-links.ts';

/** Text as it was written, with its addresses as links that lead out of the chat and tell nothing of it. */
export const LinkedText = ({ text }: { text: string }) => (
  <>
    {splitLinks(text).map(({ text: words, href }) =>
      href ? (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {words}
        </a>
      ) : (
        words
      ),
    )}
  </>
);
