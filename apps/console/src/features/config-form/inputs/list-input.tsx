import type { ListField } from '@cskefu/plugin-sdk';
import { Button } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useForm } from '../form-context.ts';
import { useProblemText } from '../problem-text.ts';

import type { InputProps } from './input-props.ts';
import { ScalarInput } from './scalar-input.tsx';

const emptyOf = ({ item }: ListField): unknown =>
  item.default ?? (item.type === 'choice' ? item.options[0]?.value : '');

/** Entries one below the other. What was added has the focus; what was taken away gives it to the button. */
export const ListInput = ({ id, path, field, value, describedBy, onChange }: InputProps<ListField>) => {
  const { t } = useTranslation();
  const { disabled, words, problems } = useForm();
  const problemText = useProblemText();
  const list = useRef<HTMLFieldSetElement>(null);
  const added = useRef(false);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    list.current?.querySelector<HTMLElement>('.config-item:last-of-type input')?.focus();
  });
  const set = (next: readonly unknown[]) => onChange(next.length > 0 ? next : undefined);
  return (
    <fieldset ref={list} className="config-list" aria-labelledby={`${id}-label`} aria-describedby={describedBy}>
      {items.map((item, at) => {
        const problem = problems.find((one) => one.path === `${path}.${at}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry has no other name than its place
          <div key={at} className="config-item">
            <label htmlFor={`${id}-${at}`} className="visually-hidden">
              {t('configForm.list.item', { title: words(field.item.title), number: at + 1 })}
            </label>
            <div className="config-item-input">
              <ScalarInput
                id={`${id}-${at}`}
                path={`${path}.${at}`}
                field={field.item}
                value={item}
                describedBy={problem ? `${id}-${at}-problem` : undefined}
                invalid={problem !== undefined}
                onChange={(next) => set(items.map((one, index) => (index === at ? (next ?? '') : one)))}
              />
              {problem ? (
                <p id={`${id}-${at}-problem`} className="config-problem" role="alert">
                  {problemText(problem, field.item)}
                </p>
              ) : null}
            </div>
            {disabled ? null : (
              <Button
                type="text"
                icon={<Trash2 size={14} />}
                aria-label={t('configForm.list.remove', { title: words(field.item.title), number: at + 1 })}
                onClick={() => {
                  set(items.filter((_, index) => index !== at));
                  list.current?.querySelector<HTMLElement>('.config-add')?.focus();
                }}
              />
            )}
          </div>
        );
      })}
      {disabled ? null : (
        <Button
          size="small"
          className="config-add"
          icon={<Plus size={14} />}
          disabled={items.length >= (field.maxItems ?? 100)}
          onClick={() => {
            added.current = true;
            set([...items, emptyOf(field)]);
          }}
        >
          {t('configForm.list.add')}
        </Button>
      )}
    </fieldset>
  );
};
