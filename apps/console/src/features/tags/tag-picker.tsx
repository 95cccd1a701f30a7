import type { TagChange, TagRef } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';
import { useDebounced } from '../../lib/debounced.ts';
import { colorStyle } from './tag-chips.tsx';
import { TagOption } from './tag-option.tsx';
import { tagColors, usableTagsQuery, useCreateTag } from './tags.ts';
import './tag-chips.css';

interface TagPickerProps {
  tags: readonly TagRef[];
  /** What bears them lies here: new ones are made here, too. */
  orgUnitId: number;
  change: (change: Partial<TagChange>) => Promise<unknown>;
  autoFocus?: boolean;
}

const NEW = 'new:';
/** The same word gets the same colour; grey is for those who choose it. */
const colorFor = (name: string) => {
  const sum = [...name].reduce((total, sign) => total + (sign.codePointAt(0) ?? 0), 0);
  return tagColors[1 + (sum % (tagColors.length - 1))] ?? 'blue';
};

/** Puts tags on something and takes them away, by typing: words, pinyin, initials; Enter takes the first. */
export const TagPicker = ({ tags, orgUnitId, change, autoFocus = false }: TagPickerProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const [typed, setTyped] = useState('');
  /** What has been chosen and not been answered yet. */
  const [pending, setPending] = useState<TagRef[] | null>(null);
  const search = useDebounced(typed.trim(), 150);
  const found = useQuery(usableTagsQuery(search, orgUnitId));
  const create = useCreateTag();
  const shown = pending ?? tags;
  const fits = search === typed.trim() ? (found.data?.items ?? []) : [];
  const known = new Map([...fits, ...shown].map((tag) => [tag.id, tag]));
  const word = typed.trim();
  const isNew =
    word !== '' &&
    found.isSuccess &&
    ![...known.values()].some(({ name }) => name.toLowerCase() === word.toLowerCase());
  const attempt = async (next: TagRef[], act: () => Promise<unknown>) => {
    setPending(next);
    await act().catch((error: unknown) => toast('bad', errorText(error)));
    setPending(null);
  };
  const add = (id: string) => {
    setTyped('');
    void attempt(
      id.startsWith(NEW)
        ? [...shown, { id, name: word, color: colorFor(word) }]
        : [...shown, known.get(id) ?? { id, name: '', color: 'grey' }],
      async () => {
        const tag = id.startsWith(NEW)
          ? await create.mutateAsync({ name: id.slice(NEW.length), color: colorFor(word), orgUnitId })
          : { id };
        await change({ add: [tag.id] });
      },
    );
  };
  const remove = (id: string) =>
    void attempt(
      shown.filter((tag) => tag.id !== id),
      () => change({ remove: [id] }),
    );
  return (
    <Select<string[]>
      mode="multiple"
      style={{ width: '100%' }}
      aria-label={t('tags.choose')}
      placeholder={t('tags.choose')}
      autoFocus={autoFocus}
      defaultOpen={autoFocus}
      value={shown.map(({ id }) => id)}
      onSelect={(id) => add(String(id))}
      onDeselect={(id) => remove(String(id))}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false, autoClearSearchValue: true }}
      notFoundContent={found.isPending ? null : t(word ? 'tags.noHit' : 'tags.noneYet')}
      tagRender={({ value, onClose }) => {
        const tag = known.get(String(value));
        return tag ? (
          <span className="tag-chip tag-chip-held" style={colorStyle(tag.color)}>
            <span className="tag-dot" aria-hidden="true" />
            <span>{tag.name}</span>
            <button
              type="button"
              aria-label={t('tags.remove', { name: tag.name })}
              onClick={() => onClose()}
              onMouseDown={(event) => event.stopPropagation()}
            >
              <X size={11} aria-hidden="true" />
            </button>
          </span>
        ) : (
          <span />
        );
      }}
      // Words as labels, for whoever hears them.
      optionRender={({ value, label }) => (
        <TagOption color={known.get(String(value))?.color ?? null}>{label}</TagOption>
      )}
      options={[
        ...fits.map(({ id, name }) => ({ value: id, label: name })),
        ...(isNew && may(account, 'tags:write')
          ? [{ value: NEW + word, label: t('tags.createNamed', { name: word }) }]
          : []),
      ]}
    />
  );
};
