import type { ShownInvitation } from '@cskefu/contract';
import type { IncomingMessage } from './frame-messages.ts';

/** What a page can listen to, and what its listeners get. */
export interface WidgetEvents {
  ready: undefined;
  open: undefined;
  close: undefined;
  message: IncomingMessage;
  unread: number;
  /** Null: what was shown is over. */
  invitation: ShownInvitation | null;
}

export interface Events {
  on<E extends keyof WidgetEvents>(event: E, listener: (detail: WidgetEvents[E]) => void): () => void;
  emit<E extends keyof WidgetEvents>(event: E, detail?: WidgetEvents[E]): void;
}

export const createEvents = (): Events => {
  const all = new Set<[name: string, listener: (detail: never) => void]>();
  return {
    on: (event, listener) => {
      const entry: [string, typeof listener] = [event, listener];
      all.add(entry);
      return () => all.delete(entry);
    },
    emit: (event, detail) => {
      // Each listener runs for itself: one that throws harms neither the others nor the widget.
      for (const [name, listener] of all) if (name === event) setTimeout(listener, 0, detail as never);
    },
  };
};
