import { type RefObject, useEffect } from 'react';

/** A dialog begins at its first field, not at the cross that closes it; without a field, at its first button. */
export const useFirstFocus = (inside: RefObject<HTMLElement | null>) => {
  useEffect(() => {
    const find = (selector: string) => inside.current?.querySelector<HTMLElement>(selector);
    (find('input:not([hidden])') ?? find('button'))?.focus();
  }, [inside]);
};
