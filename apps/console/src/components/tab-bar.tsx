import type { KeyboardEvent } from 'react';
import { classNames } from '../lib/class-names.ts';
import './tab-bar.css';

interface Tab<K extends string> {
  key: K;
  label: string;
  count?: number | undefined;
}

interface TabBarProps<K extends string> {
  label: string;
  tabs: readonly Tab<K>[];
  active: K;
  /** Id of the panel that the tabs switch. */
  panelId: string;
  onSelect: (key: K) => void;
}

const step: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** Tabs as the ARIA pattern has them: one stop for the Tab key, arrows between them. */
export const TabBar = <K extends string>({ label, tabs, active, panelId, onSelect }: TabBarProps<K>) => {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = step[event.key];
    if (!by) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.key === active);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.key);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[tabs.indexOf(next)]?.focus();
  };
  return (
    <div className="tab-bar" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          id={`${panelId}-tab-${tab.key}`}
          className={classNames('tab-bar-tab', tab.key === active && 'tab-bar-active')}
          aria-selected={tab.key === active}
          aria-controls={panelId}
          tabIndex={tab.key === active ? 0 : -1}
          onClick={() => onSelect(tab.key)}
        >
          {tab.label}
          {tab.count ? <span className="tab-bar-count">{tab.count > 999 ? '999+' : tab.count}</span> : null}
        </button>
      ))}
    </div>
  );
};
