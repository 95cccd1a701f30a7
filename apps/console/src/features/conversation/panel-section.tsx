import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useStored } from '../../lib/stored.ts';
import './panel-section.css';

interface PanelSectionProps {
  /** Under which this browser remembers whether it is open. */
  name: string;
  title: string;
  startOpen?: boolean;
  /** Beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of the side panel that can be folded away. */
export const PanelSection = ({ name, title, startOpen = true, aside, children }: PanelSectionProps) => {
  const id = useId();
  const [open, setOpen] = useStored(`cskefu.panel.${name}`, startOpen);
  return (
    <section className="panel-section">
      <h4 className="panel-fold">
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <ChevronDown size={14} aria-hidden="true" />
          {title}
        </button>
        {aside}
      </h4>
      <div id={id} hidden={!open}>
        {open ? children : null}
      </div>
    </section>
  );
};
