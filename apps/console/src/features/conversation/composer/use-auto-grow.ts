import { useLayoutEffect } from 'react';

/** Grows with its text, up to what the style sheet allows. */
export const useAutoGrow = (field: { readonly current: HTMLTextAreaElement | null }, text: string) => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [field, text]);
};
