import type { Conversation, ServiceType } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { toast } from '../../components/toaster.tsx';
import { fromLocal, inDays, toLocal } from './local-time.ts';
import { useWrapUpDraft } from './wrap-up-draft.ts';
import { useSaveWrapUp, wrapUpQuery } from './wrap-ups.ts';
import './wrap-up.css';

type Known = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof wrapUpQuery>['queryFn']>>>>;

interface WrapUpFormProps {
  conversation: Conversation;
  autoFocus?: boolean;
  onSaved?: () => void;
}

/** What remains of a conversation, for the house. */
export const WrapUpForm = (props: WrapUpFormProps) => {
  const errorText = useErrorText();
  const known = useQuery(wrapUpQuery(props.conversation.id));
  if (known.data) return <Fields {...props} known={known.data as Known} />;
  return known.isError ? <p role="alert">{errorText(known.error)}</p> : <SkeletonLine width="80%" />;
};

const nameOf = ({ name, parent }: ServiceType) => (parent ? `${parent.name} / ${name}` : name);

const Fields = ({ conversation: { id }, known, autoFocus = false, onSaved }: WrapUpFormProps & { known: Known }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const field = useId();
  const { content, change, forget, begun } = useWrapUpDraft(id, known);
  const save = useSaveWrapUp(id, () => {
    forget();
    toast('good', t('wrapUp.saved'));
    onSaved?.();
  });
  const form = useRef<HTMLDivElement>(null);
  // A dialog is shown only after its content stands.
  useEffect(() => {
    const wait = setTimeout(() => autoFocus && form.current?.querySelector('input')?.focus());
    return () => clearTimeout(wait);
  }, [autoFocus]);
  const { serviceTypeIds, memo, followUp } = content;
  const submit = () => save.mutate(content);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!save.isPending) submit();
  };
  const options = [
    ...known.choices.map((type) => ({ value: type.id, label: nameOf(type) })),
    // Not to be chosen any more, but it stands there.
    ...(known.wrapUp?.serviceTypes ?? [])
      .filter((type) => !known.choices.some((choice) => choice.id === type.id))
      .map(({ id: value, name }) => ({ value, label: name })),
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl + Enter saves the form from any of its fields
    <div ref={form} className="wrap-up-form" onKeyDown={press}>
      <Select<string[]>
        mode="multiple"
        aria-label={t('wrapUp.serviceTypes')}
        placeholder={t('wrapUp.serviceTypes')}
        maxCount={20}
        value={serviceTypeIds}
        onChange={(next) => change({ serviceTypeIds: next })}
        showSearch={{ optionFilterProp: 'label' }}
        notFoundContent={t('wrapUp.noServiceTypes')}
        options={options}
      />
      <Input.TextArea
        aria-label={t('wrapUp.memo')}
        placeholder={t('wrapUp.memo')}
        maxLength={2_000}
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={memo ?? ''}
        onChange={(event) => change({ memo: event.target.value })}
      />
      <Checkbox
        checked={!!followUp}
        onChange={(event) => change({ followUp: event.target.checked ? { dueAt: inDays(1), memo: '' } : null })}
      >
        {t('wrapUp.followUp')}
      </Checkbox>
      {followUp ? (
        <div className="wrap-up-follow">
          <label htmlFor={`${field}-due`}>{t('wrapUp.due')}</label>
          <Input
            id={`${field}-due`}
            type="datetime-local"
            value={toLocal(followUp.dueAt)}
            onChange={(event) => {
              const dueAt = fromLocal(event.target.value);
              if (dueAt) change({ followUp: { ...followUp, dueAt } });
            }}
          />
          <label htmlFor={`${field}-memo`}>{t('wrapUp.followUpMemo')}</label>
          <Input
            id={`${field}-memo`}
            maxLength={500}
            value={followUp.memo ?? ''}
            placeholder={t('wrapUp.followUpHint')}
            onChange={(event) => change({ followUp: { ...followUp, memo: event.target.value } })}
          />
        </div>
      ) : null}
      {save.isError ? (
        <p className="wrap-up-error" role="alert">
          {errorText(save.error)}
        </p>
      ) : null}
      <footer>
        <span className="records-quiet">
          {begun ? t('wrapUp.draftKept') : known.wrapUp ? t('wrapUp.by', { name: known.wrapUp.by.name }) : ''}
        </span>
        <Button
          size="small"
          type="primary"
          loading={save.isPending}
          disabled={!begun && known.wrapUp !== null}
          onClick={submit}
        >
          {t('wrapUp.save')}
        </Button>
      </footer>
    </div>
  );
};
