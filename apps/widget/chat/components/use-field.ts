import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';

type Field = RefObject<HTMLTextAreaElement | null>;

/**
 * On opening the field is ready for typing. Not on touch screens, where the keyboard would jump up unasked: there the focus
 * comes to the messages.
 */
export const useFieldFocus = (field: Field): void => {
  const { view, embedded } = useChat();
  const { open } = useStore(view);
  useEffect(() => {
    if (!open) return;
    if (!matchMedia('(pointer: coarse)').matches) field.current?.focus();
    else if (embedded) document.querySelector<HTMLElement>('.scroll')?.focus();
  }, [field, open, embedded]);
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
