import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';

type Field = RefObject<HTMLTextAreaElement | null>;

/** On opening the field is ready for typing. Not on touch screens: there the keyboard would jump up unasked. */
export const useFieldFocus = (field: Field): void => {
  const { open } = useStore(useChat().view);
  useEffect(() => {
    if (!open) return;
    if (matchMedia('(pointer: coarse)').matches) document.querySelector<HTMLElement>('.scroll')?.focus();
    else field.current?.focus();
  }, [field, open]);
};

const growsByItself = CSS.supports('field-sizing', 'content');

/** Grows with its text, up to the limit that the style sheet sets. */
export const useFieldHeight = (field: Field, text: string): void => {
  useLayoutEffect(() => {
    const element = field.current;
    if (growsByItself || !element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [field, text]);
};
