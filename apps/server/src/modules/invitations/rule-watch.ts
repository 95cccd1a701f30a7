import type { InvitationRule } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { type RunUseCase, SYSTEM } from '../access/index.ts';
import type { CurrentVisit, OnlineVisitors } from '../online-visitors/index.ts';
import { matchesPage } from './matches-page.ts';
import { sendInvitation } from './send-invitation.ts';

export interface RuleWatchDependencies {
  readonly run: RunUseCase;
  readonly online: OnlineVisitors;
  readonly rulesOf: (channelId: string) => Promise<readonly InvitationRule[]>;
  readonly isOpen: (skillGroupId: number) => Promise<boolean>;
  readonly isSomebodyReady: (skillGroupId: number) => Promise<boolean>;
  readonly log: Logger;
}

/** The rules that may come true on this page, the first of them first. */
export function rulesFor(
  rules: readonly InvitationRule[],
  { url, visits }: { url: string; visits: number },
): InvitationRule[] {
  return rules
    .filter((rule) => rule.enabled && visits >= rule.visits && matchesPage(rule.page, url))
    .sort((a, b) => a.seconds - b.seconds);
}

/** Invites by rule: one timer for a visitor who looks at a page for which there is one, once in a visit. Nothing is polled. */
export function watchRules(dependencies: RuleWatchDependencies): { stop(): void } {
  const { online, rulesOf, log } = dependencies;
  const timers = new Map<string, NodeJS.Timeout>();
  /** Visits in which a rule has come true, until they are over. */
  const done = new Map<string, string>();

  function forget(visitorId: string): void {
    clearTimeout(timers.get(visitorId));
    timers.delete(visitorId);
  }

  async function consider(visit: CurrentVisit): Promise<void> {
    const { id, page, channel, visits } = visit.visitor;
    forget(id);
    if (done.get(id) === visit.record.id) return;
    const rules = rulesFor(await rulesOf(channel.id), { url: page.url, visits });
    if (visit.visitor.page.since === page.since) wait(visit, rules);
  }

  /** Waits for the first of these, then for the next one if that was not to be. */
  function wait(visit: CurrentVisit, [rule, ...rest]: readonly InvitationRule[]): void {
    if (!rule) return;
    const { id, page } = visit.visitor;
    const dueAt = Date.parse(page.since) + rule.seconds * 1_000;
    const timer = setTimeout(
      () => {
        timers.delete(id);
        fire(visit, page.since, rule).then(
          (isOver) => {
            if (!isOver) wait(visit, rest);
          },
          (error: unknown) => log.warn({ err: error }, 'a visitor could not be invited by rule'),
        );
      },
      Math.max(0, dueAt - Date.now()),
    );
    timer.unref();
    timers.set(id, timer);
  }

  /** True if no other rule needs to be tried on this page. */
  async function fire(visit: CurrentVisit, since: string, rule: InvitationRule): Promise<boolean> {
    const { visitor } = visit;
    const isStill = visitor.page.since === since && visit.connections.size > 0;
    const now = online.find(visitor.id);
    if (!isStill || !now || now.conversation || now.invitation || done.get(visitor.id) === visit.record.id) return true;
    if (rule.workingHours && !(await dependencies.isOpen(visitor.skillGroupId))) return false;
    if (rule.whenReady && !(await dependencies.isSomebodyReady(visitor.skillGroupId))) return false;
    done.set(visitor.id, visit.record.id);
    const invitation = { visitorId: visitor.id, text: rule.text, agentId: null, ruleName: rule.name };
    await dependencies
      .run(SYSTEM, (ctx) => sendInvitation(ctx, online, invitation), undefined)
      .catch((error: unknown) => {
        // Somebody was quicker, or the visitor has refused before: as it should be.
        if (!(error instanceof DomainError)) throw error;
      });
    return true;
  }

  online.onPage((visit) => {
    consider(visit).catch((error: unknown) => log.warn({ err: error }, 'rules of invitations'));
  });
  online.onLeft((visitorId) => {
    forget(visitorId);
  });
  return {
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
