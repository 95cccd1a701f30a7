import { Eye } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { may, useAccount } from '../../app/session.ts';
import { Notice } from '../../components/notice.tsx';
import type { SayMode } from './acts.ts';
import { fieldOf, type PaneAct, WatchPane } from './watch-pane.tsx';

interface WatchGridProps {
  watch: readonly string[];
  onLeave: (conversationId: string) => void;
}

/** Up to four conversations side by side. Keys go to the one that was touched last. */
export const WatchGrid = ({ watch, onLeave }: WatchGridProps) => {
  const { t } = useTranslation();
  const directs = may(useAccount(), 'supervision:write');
  const [touched, setTouched] = useState<string | null>(null);
  const [act, setAct] = useState<PaneAct | null>(null);
  const [modes, setModes] = useState<Record<string, SayMode>>({});
  const active = watch.find((id) => id === touched) ?? watch[0];

  const toField = (id: string | undefined) => {
    if (id) document.getElementById(fieldOf(id))?.focus();
  };
  const write = (mode: SayMode) => () => {
    if (!active) return;
    setModes({ ...modes, [active]: mode });
    toField(active);
  };
  const begin = (next: PaneAct) => () => {
    if (active && directs) setAct(next);
  };
  const focusPane = (at: number) => () => {
    const id = watch[at];
    if (!id) return;
    setTouched(id);
    toField(id);
  };
  const watching = active !== undefined;
  const directing = watching && directs;
  useActions({
    firstColumn: focusPane(0),
    secondColumn: focusPane(1),
    thirdColumn: focusPane(2),
    fourthColumn: focusPane(3),
    whisper: watching ? write('whisper') : undefined,
    intervene: watching ? write('intervene') : undefined,
    takeOver: directing ? begin('takeOver') : undefined,
    transfer: directing ? begin('transfer') : undefined,
    close: directing ? begin('close') : undefined,
    closeColumn: watching ? () => onLeave(active) : undefined,
  });
  if (watch.length === 0)
    return (
      <div className="watch-none">
        <Notice icon={Eye} title={t('supervision.watchNone')} text={t('supervision.watchNoneText')} />
      </div>
    );
  return (
    <div className={`watch-grid watch-grid-${watch.length}`}>
      {watch.map((id, at) => (
        <WatchPane
          key={id}
          conversationId={id}
          number={at + 1}
          active={watch.length > 1 && id === active}
          act={id === active ? act : null}
          mode={modes[id] ?? 'whisper'}
          onMode={(mode) => setModes({ ...modes, [id]: mode })}
          onAct={(next) => {
            setTouched(id);
            setAct(next);
          }}
          onFocus={() => setTouched(id)}
          onLeave={() => onLeave(id)}
        />
      ))}
    </div>
  );
};
