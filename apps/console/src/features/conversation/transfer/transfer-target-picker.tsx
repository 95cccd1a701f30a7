import type { TransferTarget } from '@cskefu/contract';
import { Search, UserRound, UsersRound } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { classNames } from '../../../lib/class-names.ts';
import { useDebounced } from '../../../lib/debounced.ts';
import { useTransferTargets } from './transfer.ts';

interface TransferTargetPickerProps {
  conversationId: string;
  /** Only these; both kinds if absent. */
  kind?: 'skill_group';
  label?: string;
  chosen: TransferTarget | null;
  onChoose: (target: TransferTarget | null) => void;
  /** Chosen with Enter: on to the next field. */
  onDone: () => void;
}

const keyOf = ({ kind, id }: TransferTarget) => `${kind}-${id}`;
const isAbsent = (target: TransferTarget) => target.kind === 'agent' && target.presence === 'offline';

const TargetFacts = ({ target }: { target: TransferTarget }) => {
  const { t } = useTranslation();
  if (target.kind === 'skill_group') return <span>{t('transfer.waiting', { count: target.waiting })}</span>;
  const { load, capacity, presence } = target;
  return (
    <>
      <span className={`transfer-presence transfer-${presence}`}>{t(`presence.${presence}`)}</span>
      <span className={load >= capacity ? 'transfer-full' : undefined}>{t('transfer.load', { load, capacity })}</span>
    </>
  );
};

/** Finds people and skill groups; each says how much they have to do. The arrow keys walk without leaving the field. */
export const TransferTargetPicker = ({
  conversationId,
  kind,
  label,
  chosen,
  onChoose,
  onDone,
}: TransferTargetPickerProps) => {
  const { t } = useTranslation();
  const name = label ?? t('transfer.search');
  const errorText = useErrorText();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 150);
  const targets = useTransferTargets(conversationId, search, kind);
  // Nothing until the answer is that of the whole word: who types and presses Enter means nobody else.
  const settled = search === typed.trim();
  const items = (settled && targets.data?.pages.flatMap((page) => page.items)) || [];
  const at = chosen ? items.findIndex((item) => keyOf(item) === keyOf(chosen)) : -1;
  const active = chosen && at >= 0 ? `${listId}-${keyOf(chosen)}` : undefined;

  useEffect(() => {
    if (active) document.getElementById(active)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const step = (by: 1 | -1) => {
    for (let next = at < 0 && by < 0 ? items.length - 1 : at + by; items[next]; next += by) {
      const target = items[next];
      if (target && !isAbsent(target)) return onChoose(target);
    }
    if (by > 0 && targets.hasNextPage) void targets.fetchNextPage();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (items.length === 0) return;
      if (at < 0) step(1);
      onDone();
    }
  };
  return (
    <div className="transfer-picker">
      <div className="transfer-search">
        <Search size={16} aria-hidden="true" />
        <input
          data-first-focus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={active}
          aria-label={name}
          placeholder={name}
          value={typed}
          maxLength={60}
          onChange={(event) => {
            setTyped(event.target.value);
            onChoose(null);
          }}
          onKeyDown={press}
        />
      </div>
      <div id={listId} className="transfer-list scroll" role="listbox" aria-label={t('transfer.targets')} tabIndex={-1}>
        {items.map((target) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys of the list
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
          <div
            key={keyOf(target)}
            id={`${listId}-${keyOf(target)}`}
            role="option"
            aria-selected={chosen !== null && keyOf(chosen) === keyOf(target)}
            aria-disabled={isAbsent(target)}
            className={classNames('transfer-target', isAbsent(target) && 'transfer-absent')}
            onClick={() => {
              if (!isAbsent(target)) onChoose(target);
            }}
            onDoubleClick={onDone}
          >
            {target.kind === 'agent' ? (
              <UserRound size={16} aria-hidden="true" />
            ) : (
              <UsersRound size={16} aria-hidden="true" />
            )}
            <span className="transfer-name">
              {target.name} <small>{target.unit}</small>
            </span>
            <span className="transfer-facts">
              <TargetFacts target={target} />
            </span>
          </div>
        ))}
        {items.length === 0 ? (
          <p className="transfer-none" role="status">
            {targets.isError
              ? errorText(targets.error)
              : targets.isPending || !settled
                ? t('transfer.loading')
                : t('transfer.none')}
          </p>
        ) : null}
        {targets.hasNextPage ? (
          <button
            type="button"
            className="transfer-more"
            disabled={targets.isFetchingNextPage}
            onClick={() => void targets.fetchNextPage()}
          >
            {t('transfer.more')}
          </button>
        ) : null}
      </div>
    </div>
  );
};
