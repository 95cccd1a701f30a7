import type { LucideIcon } from 'lucide-react';
import './tone-tag.css';

/** How something does. Never told by the colour alone: words go with it. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet';

interface ToneTagProps {
  tone: Tone;
  icon: LucideIcon;
  children: string;
}

export const ToneTag = ({ tone, icon: Icon, children }: ToneTagProps) => (
  <span className={`tone-tag tone-${tone}`}>
    <Icon size={14} aria-hidden="true" />
    {children}
  </span>
);
