import type { Session, VisitorIdentity } from './session.ts';

type VisitorSession = Session<VisitorIdentity>;
type OpeningListener = (conversationId: string) => void;

/** The visitors' connections of this node. (Those of accounts are with the inbox feed.) */
export class Registry {
  readonly #byVisitor = new Map<string, Map<VisitorSession, OpeningListener>>();

  add(visitorId: string, session: VisitorSession, onOpening: OpeningListener): void {
    const sessions = this.#byVisitor.get(visitorId);
    if (sessions) sessions.set(session, onOpening);
    else this.#byVisitor.set(visitorId, new Map([[session, onOpening]]));
  }

  remove(visitorId: string, session: VisitorSession): void {
    const sessions = this.#byVisitor.get(visitorId);
    if (sessions?.delete(session) && sessions.size === 0) this.#byVisitor.delete(visitorId);
  }

  /** A conversation of this visitor began, on whatever device. */
  announceOpening(visitorId: string, conversationId: string): void {
    for (const listener of this.#byVisitor.get(visitorId)?.values() ?? []) listener(conversationId);
  }
}
