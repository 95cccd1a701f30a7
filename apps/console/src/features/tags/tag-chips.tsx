import type { TagColor, TagRef } from '@cskefu/contract';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../lib/class-names.ts';
import './tag-chips.css';

export const colorStyle = (color: TagColor) => ({ '--tag-color': `var(--tag-${color})` }) as CSSProperties;

/** The tags that something bears. */
export const TagChips = ({ tags, row = false }: { tags: readonly TagRef[]; row?: boolean }) => {
  const { t } = useTranslation();
  if (tags.length === 0) return null;
  return (
    <ul className={classNames('tag-chips', row && 'tag-chips-row')} aria-label={t('tags.title')}>
      {tags.map(({ id, name, color }) => (
        <li key={id} className="tag-chip" style={colorStyle(color)} title={name}>
          <span className="tag-dot" aria-hidden="true" />
          <span>{name}</span>
        </li>
      ))}
    </ul>
  );
};
