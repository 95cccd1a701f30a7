import type { TagColor } from '@cskefu/contract';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { colorStyle } from './tag-chips.tsx';
import './tag-chips.css';

/** A tag among those to choose from; without a colour it is one that is made by choosing it. */
export const TagOption = ({ color, children }: { color: TagColor | null; children: ReactNode }) => (
  <span className="tag-option" style={color ? colorStyle(color) : undefined}>
    {color ? <span className="tag-dot" aria-hidden="true" /> : <Plus size={12} aria-hidden="true" />}
    {children}
  </span>
);
