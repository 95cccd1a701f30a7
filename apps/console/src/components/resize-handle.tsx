import type { KeyboardEvent, PointerEvent } from 'react';
import './resize-handle.css';

interface ResizeHandleProps {
  label: string;
  width: number;
  min: number;
  max: number;
  /** Which side of the handle the resized column lies on. */
  column: 'before' | 'after';
  onResize: (width: number) => void;
}

const KEY_STEP = 16;

/** The draggable edge of a column; with the focus, the arrow keys move it. */
export const ResizeHandle = ({ label, width, min, max, column, onResize }: ResizeHandleProps) => {
  const sign = column === 'before' ? 1 : -1;
  const resize = (next: number) => onResize(Math.min(max, Math.max(min, Math.round(next))));

  const drag = (down: PointerEvent<HTMLDivElement>) => {
    const handle = down.currentTarget;
    const startedAt = down.clientX;
    const startedWith = width;
    const move = (event: globalThis.PointerEvent) => resize(startedWith + sign * (event.clientX - startedAt));
    const end = () => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', end);
      handle.removeEventListener('pointercancel', end);
    };
    handle.setPointerCapture(down.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end);
    handle.addEventListener('pointercancel', end);
  };

  const nudge = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    resize(width + sign * by);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that takes the focus is a widget; an hr is none
    <div
      className="resize-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={nudge}
    />
  );
};
