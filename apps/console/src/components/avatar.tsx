import { UserRound } from 'lucide-react';
import { classNames } from '../lib/class-names.ts';
import './avatar.css';

const initialOf = (name: string) => Array.from(name.trim())[0]?.toUpperCase() ?? '?';

interface AvatarProps {
  name: string;
  /** Somebody without a name of their own gets a figure instead of a letter. */
  anonymous?: boolean;
  size?: 'small' | 'large';
}

/** A person in a circle. Decoration: the name stands beside it. */
export const Avatar = ({ name, anonymous = false, size }: AvatarProps) => (
  <span className={classNames('avatar', size && `avatar-${size}`, anonymous && 'avatar-anonymous')} aria-hidden="true">
    {anonymous ? <UserRound size="55%" strokeWidth={1.75} /> : initialOf(name)}
  </span>
);
