import { Button, Tooltip } from 'antd';
import type { ComponentProps, ReactNode } from 'react';
import { KeyHint } from './key-hint.tsx';

interface IconButtonProps extends Omit<ComponentProps<typeof Button>, 'title' | 'children'> {
  label: string;
  icon: ReactNode;
  shortcut?: string;
  placement?: 'top' | 'bottom' | 'left' | 'right';
}

/** A button that shows only an icon; its name is told by a tooltip, with the shortcut where there is one. */
export const IconButton = ({ label, shortcut, placement = 'top', ...button }: IconButtonProps) => {
  const title = shortcut ? (
    <>
      {label} <KeyHint keys={shortcut} />
    </>
  ) : (
    label
  );
  return (
    <Tooltip title={button['aria-expanded'] ? null : title} placement={placement} mouseEnterDelay={0.4}>
      <Button type="text" aria-label={label} {...button} />
    </Tooltip>
  );
};
