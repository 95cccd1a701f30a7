import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyWords } from '../../app/actions/keys.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import type { PaletteEntry } from './palette-entry.ts';
import { usePaletteResults } from './palette-results.ts';
import './palette.css';

/** Finds any page, conversation and act; everything by keyboard. */
const Palette = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const { groups, settled } = usePaletteResults(query);
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.min(chosen, Math.max(0, entries.length - 1));

  useEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    // First the dialog gives the focus back; what is done may then move it.
    setTimeout(entry.run);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) setChosen((at + step + entries.length) % entries.length);
    else if (event.key === 'Enter') run(entries[at]);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  let place = -1;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way out is Escape
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={t('palette.title')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="palette-field">
        <Search size={18} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-label={t('palette.field')}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={entries[at] ? `${listId}-${at}` : undefined}
          placeholder={t('palette.placeholder')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={press}
        />
        <KeyHint keys="Esc" />
      </div>
      <div
        ref={list}
        id={listId}
        className="palette-list scroll"
        role="listbox"
        aria-label={t('palette.results')}
        tabIndex={-1}
      >
        {groups.map(({ key, title, entries: some }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, as the ARIA pattern has it
          <div key={key} role="group" aria-label={title}>
            <p className="palette-group" aria-hidden="true">
              {title}
            </p>
            {some.map((entry) => {
              place += 1;
              return (
                <Option key={entry.key} id={`${listId}-${place}`} entry={entry} at={place} chosen={at} onChoose={run} />
              );
            })}
          </div>
        ))}
        {entries.length === 0 && settled ? <p className="palette-none">{t('palette.none', { query })}</p> : null}
      </div>
    </dialog>
  );
};

interface OptionProps {
  id: string;
  entry: PaletteEntry;
  at: number;
  chosen: number;
  onChoose: (entry: PaletteEntry) => void;
}

const Option = ({ id, entry, at, chosen, onChoose }: OptionProps) => {
  const { icon: Icon, label, detail, keys } = entry;
  return (
    <div
      id={id}
      role="option"
      className="palette-option"
      aria-selected={at === chosen}
      tabIndex={-1}
      data-at={at}
      onMouseDown={(event) => {
        event.preventDefault();
        onChoose(entry);
      }}
    >
      <Icon size={16} aria-hidden="true" />
      <span className="palette-label">{label}</span>
      {detail ? <small>{detail}</small> : null}
      {keys ? <KeyHint keys={keyWords(keys)} /> : null}
    </div>
  );
};

export default Palette;
