import { useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface AvatarProps {
  readonly url: string | null;
  readonly name?: string | undefined;
}

/** The picture of the channel, else the first character of a name. Decoration: the name stands beside it. */
export const Avatar = ({ url, name }: AvatarProps) => {
  const [isBroken, setBroken] = useState(false);
  if (url && !isBroken) return <img class="avatar" src={url} alt="" onError={() => setBroken(true)} />;
  const initial = [...(name?.trim() ?? '')][0]?.toUpperCase();
  return (
    <span class="avatar" aria-hidden="true">
      {initial ?? <Icon name="chat" />}
    </span>
  );
};
