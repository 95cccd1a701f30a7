import type { WrapUp, WrapUpContent } from '@cskefu/contract';
import { useEffect, useRef } from 'react';
import { useStored } from '../../lib/stored.ts';
import { saveDraft } from './wrap-ups.ts';

const REST_MS = 800;

const empty: WrapUpContent = { serviceTypeIds: [], memo: '', followUp: null };

const contentOf = (wrapUp: WrapUp | null): WrapUpContent =>
  wrapUp
    ? {
        serviceTypeIds: wrapUp.serviceTypes.map(({ id }) => id),
        memo: wrapUp.memo,
        followUp: wrapUp.followUp && { dueAt: wrapUp.followUp.dueAt, memo: wrapUp.followUp.memo },
      }
    : empty;

/**
 * What is being written: kept in this browser with each key, and on the server as soon as it rests, so that neither a reload nor another
 * device loses it.
 */
export const useWrapUpDraft = (id: string, known: { wrapUp: WrapUp | null; draft: WrapUpContent | null }) => {
  const [local, setLocal] = useStored<WrapUpContent | null>(`cskefu.wrap-up.${id}`, null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const content = local ?? known.draft ?? contentOf(known.wrapUp);
  const change = (part: Partial<WrapUpContent>) => {
    const next = { ...content, ...part };
    setLocal(next);
    clearTimeout(timer.current);
    // It stays in this browser if that fails; the next change tries again.
    timer.current = setTimeout(() => void saveDraft(id, next).catch(() => undefined), REST_MS);
  };
  const forget = () => {
    clearTimeout(timer.current);
    setLocal(null);
  };
  return { content, change, forget, begun: local !== null || known.draft !== null };
};
