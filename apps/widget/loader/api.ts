import type { Events } from './events.ts';
import type { Identity } from './frame-messages.ts';
import type { Widget } from './mount.ts';

/** `window.Cskefu`. Calls made before the chat is on the page wait for it. */
export interface CskefuApi {
  open(): void;
  close(): void;
  toggle(): void;
  identify(identity: Identity): void;
  on: Events['on'];
  /** Calls as lists of name and arguments: `q.push(['open'])` works before and after the script has run. */
  readonly q: { push(call: QueuedCall): void };
}

export type QueuedCall = readonly [name: string, ...values: unknown[]];

/** Without a widget, because the channel is switched off, calls do nothing. */
export const createApi = (widget: Promise<Widget | undefined>, { on }: Events): CskefuApi => {
  const api: CskefuApi = {
    open: () => widget.then((it) => it?.setOpen(true)),
    close: () => widget.then((it) => it?.setOpen(false)),
    toggle: () => widget.then((it) => it?.setOpen()),
    identify: (identity) => widget.then((it) => it?.identify(identity)),
    on,
    q: { push: ([name, ...values]) => (api[name as 'open'] as (...values: unknown[]) => void)(...values) },
  };
  return api;
};
