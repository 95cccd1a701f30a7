import { useEffect, useLayoutEffect, useRef } from 'react';
import { type ActionId, actionIds, definitionOf } from './catalogue.ts';
import { chordOf, isBusy } from './keys.ts';

type Run = () => void;

const bound = new Map<ActionId, Set<Run>>();
/** The same key may mean two things on two pages: what is bound decides. */
const byChord = Map.groupBy(
  actionIds.flatMap((id) => {
    const { keys = [], told } = definitionOf(id);
    return told ? [] : keys.map((key) => ({ key, id }));
  }),
  ({ key }) => key,
);

/** Whether something on the screen can do it now. */
export const isBound = (id: ActionId): boolean => (bound.get(id)?.size ?? 0) > 0;

export const runAction = (id: ActionId) => {
  for (const run of [...(bound.get(id) ?? [])]) run();
};

const press = (event: KeyboardEvent) => {
  const meant = event.defaultPrevented ? undefined : byChord.get(chordOf(event) ?? '');
  const id = meant?.find((one) => isBound(one.id))?.id;
  if (!id || (!definitionOf(id).always && isBusy(event.target))) return;
  event.preventDefault();
  runAction(id);
};

let listening = false;

const bind = (id: ActionId, run: Run) => {
  if (!listening) window.addEventListener('keydown', press);
  listening = true;
  const runs = bound.get(id) ?? new Set();
  bound.set(id, runs.add(run));
  return () => void runs.delete(run);
};

/** What can be done here, as long as this is shown: by key, from the palette, told by the help sheet. Undefined: not now. */
export const useActions = (acts: Partial<Record<ActionId, Run | undefined>>, enabled = true) => {
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  const ids = (Object.keys(acts) as ActionId[]).filter((id) => acts[id]).join(' ');
  useEffect(() => {
    if (!enabled || !ids) return undefined;
    const undo = (ids.split(' ') as ActionId[]).map((id) => bind(id, () => latest.current[id]?.()));
    return () => {
      for (const unbind of undo) unbind();
    };
  }, [ids, enabled]);
};
