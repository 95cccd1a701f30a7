/** Whoever pressed the button goes on at what keeps it from working. Marks appear with the next frame. */
export const focusFirstWrong = (form: HTMLElement | null): void => {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
};
