import type { HookPatches, HookPoint, HookPoints } from '@cskefu/plugin-sdk';
import type { UnitTree } from '../organization/index.ts';
import type { PluginRuntime } from '../plugins/index.ts';
import { pluginAuthorId } from '../plugins/index.ts';
import { type AskParts, askHook } from './ask-hook.ts';
import { createHookIndex, type Subscribers, type Subscription } from './hook-index.ts';
import { type Facts, matches } from './matches.ts';
import { factsOf, groupOf, patched, readPatch, shownTo } from './points.ts';
import { readVerdict } from './verdict.ts';

type Words = Readonly<Record<'zh-CN' | 'en', string>>;

/**
 *   go    with what transforms changed
 *   deny  `text` is for whoever asked; `isVerdict` is false if the plugin only failed to answer: the next try may go well
 *   hold  keep it for review
 */
export type Decision<P extends HookPoint = HookPoint> =
  | { readonly kind: 'go'; readonly patch: HookPatches[P] | undefined }
  | {
      readonly kind: 'deny';
      readonly pluginId: string;
      readonly code: string;
      readonly text: Words;
      readonly isVerdict: boolean;
    }
  | { readonly kind: 'hold'; readonly pluginId: string; readonly reason: string };

export interface Hooks {
  /** Whether anybody wants to be asked at this point: to be looked at before anything is gathered for it. */
  isAsked(point: HookPoint): boolean;
  /**
   * Undefined at once where nobody wants to be asked about this; else always an answer, within the budget of the chain. Never inside a transaction.
   * `skillGroupId` says where it would lie if there is no conversation yet.
   */
  before<P extends HookPoint>(
    point: P,
    payload: HookPoints[P],
    skillGroupId?: number | null,
  ): Promise<Decision<P>> | undefined;
}

interface HooksParts extends AskParts {
  readonly plugins: Pick<PluginRuntime, 'running' | 'onChange' | 'call'>;
  readonly units: Pick<UnitTree, 'isWithin'>;
}

/** For all hooks of one point together. */
const CHAIN_MS = 800;

const NO_ANSWER: Words = {
  'zh-CN': '暂时无法完成检查，请稍后重试。',
  en: 'It could not be checked just now. Try again later.',
};

export const createHooks = (parts: HooksParts): Hooks => {
  const index = createHookIndex(parts.plugins);
  return {
    isAsked: (point) => index.at(point) !== undefined,
    before: (point, payload, skillGroupId = null) => {
      const here = index.at(point);
      if (!here) return undefined;
      const groupId = groupOf(payload) ?? skillGroupId;
      const liesIn = (unitId: number) => groupId !== null && parts.units.isWithin(groupId, unitId);
      const wanted = concerned(here, { facts: factsOf(payload), authorId: authorOf(payload), liesIn });
      return wanted.transforms.length + wanted.vetoes.length === 0
        ? undefined
        : runChain(parts, point, payload, wanted);
    },
  };
};

interface Matter {
  readonly facts: Facts;
  readonly authorId: string | null;
  /** Whether it lies in a part of the organization. */
  readonly liesIn: (unitId: number) => boolean;
}

/** Whom the filters let through; nobody is asked about their own words, nor about what is not of their part of the organization. */
const concerned = ({ transforms, vetoes }: Subscribers, { facts, authorId, liesIn }: Matter): Subscribers => {
  const isConcerned = ({ plugin, hook }: Subscription) =>
    matches(hook.match, facts) &&
    (plugin.orgUnitId === undefined || liesIn(plugin.orgUnitId)) &&
    (authorId === null || pluginAuthorId(plugin.id) !== authorId);
  return { transforms: transforms.filter(isConcerned), vetoes: vetoes.filter(isConcerned) };
};

const authorOf = (payload: object): string | null =>
  'message' in payload ? (payload as HookPoints['message.beforeSend']).message.author.id : null;

const runChain = async <P extends HookPoint>(
  parts: HooksParts,
  point: P,
  payload: HookPoints[P],
  { transforms, vetoes }: Subscribers,
): Promise<Decision<P>> => {
  const end = performance.now() + CHAIN_MS;
  const ask = <T>(subscription: Subscription, about: HookPoints[P], read: (answer: unknown) => T | null) =>
    askHook(parts, subscription, shownTo(about, subscription.plugin.grants.has('messages:read')), {
      remainingMs: end - performance.now(),
      read,
    });

  let current = payload;
  let patch: HookPatches[P] | undefined;
  for (const subscription of transforms) {
    const change = await ask(subscription, current, (answer) => readPatch(point, answer));
    if (change === null || Object.keys(change as object).length === 0) continue;
    patch = { ...patch, ...change } as HookPatches[P];
    current = patched(point, current, change);
  }
  const verdicts = await Promise.all(
    vetoes.map(async (veto) => ({ veto, verdict: await ask(veto, current, readVerdict) })),
  );
  return decide<P>(verdicts) ?? { kind: 'go', patch };
};

type Answered = { readonly veto: Subscription; readonly verdict: ReturnType<typeof readVerdict> };

/** One that refuses is enough; then one that wants to look; then one that must be heard and said nothing. */
const decide = <P extends HookPoint>(answers: readonly Answered[]): Decision<P> | undefined => {
  for (const { veto, verdict } of answers)
    if (verdict?.kind === 'deny')
      return { kind: 'deny', pluginId: veto.plugin.id, code: verdict.code, text: verdict.text, isVerdict: true };
  for (const { veto, verdict } of answers)
    if (verdict?.kind === 'hold') return { kind: 'hold', pluginId: veto.plugin.id, reason: verdict.reason };
  const silent = answers.find(({ veto, verdict }) => verdict === null && mayBlock(veto));
  return (
    silent && { kind: 'deny', pluginId: silent.veto.plugin.id, code: 'no_answer', text: NO_ANSWER, isVerdict: false }
  );
};

const mayBlock = ({ plugin, hook }: Subscription) => hook.onFailure === 'block' && plugin.hooksBlock === true;
