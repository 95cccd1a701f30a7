import type { WebChannelSettings } from '@cskefu/contract';
import { type ReactNode, useId } from 'react';
import type { ChannelChange } from '../channels.ts';

/** What every section of the settings gets. */
export interface SettingsProps {
  change: ChannelChange;
  onChange: (change: ChannelChange) => void;
  disabled: boolean;
}

/** Changes a part of the settings and leaves the rest. */
export const settingsChanger =
  ({ change, onChange }: SettingsProps) =>
  (part: Partial<WebChannelSettings>) =>
    onChange({ ...change, settings: { ...change.settings, ...part } });

interface FieldProps {
  label: string;
  help?: string | undefined;
  /** What keeps it from being saved. */
  wrong?: string | undefined;
  children: (id: string) => ReactNode;
}

/** A label, its field, and a word of help. */
export const Field = ({ label, help, wrong, children }: FieldProps) => {
  const id = useId();
  return (
    <div className="channel-field">
      <label htmlFor={id}>{label}</label>
      <div>
        {children(id)}
        {wrong ? (
          <p className="channel-wrong" role="alert">
            {wrong}
          </p>
        ) : null}
        {help ? <p className="channel-help">{help}</p> : null}
      </div>
    </div>
  );
};

export const SettingsCard = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="channel-card" aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
);
