import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { classNames } from '../lib/class-names.ts';
import './avatar.css';

const initialOf = (name: string) => Array.from(name.trim())[0]?.toUpperCase() ?? '?';

interface AvatarProps {
  name: string;
  /** Address of a picture; the letter stands where there is none, or it cannot be had. */
  picture?: string | null;
  /** Somebody without a name of their own gets a figure instead of a letter. */
  anonymous?: boolean;
  size?: 'small' | 'large' | 'huge';
}

/** A person in a circle. Decoration: the name stands beside it. */
export const Avatar = ({ name, picture = null, anonymous = false, size }: AvatarProps) => {
  const [missing, setMissing] = useState<string | null>(null);
  return (
    <span
      className={classNames('avatar', size && `avatar-${size}`, anonymous && 'avatar-anonymous')}
      aria-hidden="true"
    >
      {picture && picture !== missing ? (
        <img src={picture} alt="" draggable={false} onError={() => setMissing(picture)} />
      ) : anonymous ? (
        <UserRound size="55%" strokeWidth={1.75} />
      ) : (
        initialOf(name)
      )}
    </span>
  );
};
