import type { TagRef } from '@cskefu/contract';
import { colorStyle } from './tag-chips.tsx';

/** The tags of a row, which is a link: nothing but words in it. */
export const TagDots = ({ tags }: { tags: readonly TagRef[] }) =>
  tags.map(({ id, name, color }) => (
    <span key={id} className="tag-word" style={colorStyle(color)}>
      <span className="tag-dot" aria-hidden="true" />
      {name}
    </span>
  ));
