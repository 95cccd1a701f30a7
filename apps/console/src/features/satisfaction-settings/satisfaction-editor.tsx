import type { OwnSatisfactionSettings, UnitSatisfactionSettings } from '@cskefu/contract';
import { Button, Checkbox, Input, Select, Switch } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { toast } from '../../components/toaster.tsx';
import { levels } from '../conversation/satisfaction-mark.tsx';
import { useSaveSatisfaction } from './satisfaction-settings.ts';

type Own = OwnSatisfactionSettings;
type Reason = NonNullable<Own['reasons']>[number];

/** Levels, reasons and comment, each inherited until the unit says something of its own. */
export const SatisfactionEditor = ({ unitId, settings }: { unitId: number; settings: UnitSatisfactionSettings }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const mayWrite = may(useAccount(), 'settings:write');
  const [own, setOwn] = useState<Own>(settings.own);
  const save = useSaveSatisfaction(unitId, {
    onSaved: () => toast('good', t('satisfactionSettings.saved')),
    onError: (error) => toast('bad', errorText(error)),
  });
  const change = (part: Partial<Own>) => setOwn({ ...own, ...part });
  const isWhole = [...(own.levels ?? []), ...(own.reasons ?? [])].every(
    ({ words }) => words['zh-CN'].trim() && words.en.trim(),
  );
  return (
    <form
      className="rating-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(own);
      }}
    >
      <Part
        title={t('satisfactionSettings.levels')}
        lead={t('satisfactionSettings.levelsLead')}
        inherits={own.levels === null}
        onInherit={(inherits) => change({ levels: inherits ? null : settings.effective.levels })}
      >
        <Levels
          value={own.levels ?? settings.inherited.levels}
          disabled={own.levels === null || !mayWrite}
          onChange={(next) => change({ levels: next })}
        />
      </Part>
      <Part
        title={t('satisfactionSettings.reasons')}
        lead={t('satisfactionSettings.reasonsLead')}
        inherits={own.reasons === null}
        onInherit={(inherits) => change({ reasons: inherits ? null : settings.effective.reasons })}
      >
        <Reasons
          value={own.reasons ?? settings.inherited.reasons}
          disabled={own.reasons === null || !mayWrite}
          onChange={(next) => change({ reasons: next })}
        />
      </Part>
      <Part
        title={t('satisfactionSettings.comment')}
        lead={t('satisfactionSettings.commentLead')}
        inherits={own.comment === null}
        onInherit={(inherits) => change({ comment: inherits ? null : settings.effective.comment })}
      >
        <Checkbox
          checked={own.comment ?? settings.inherited.comment}
          disabled={own.comment === null || !mayWrite}
          onChange={({ target }) => change({ comment: target.checked })}
        >
          {t('satisfactionSettings.commentOn')}
        </Checkbox>
      </Part>
      {mayWrite ? (
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!isWhole}>
          {t('common.save')}
        </Button>
      ) : null}
    </form>
  );
};

interface PartProps {
  title: string;
  lead: string;
  inherits: boolean;
  onInherit: (inherits: boolean) => void;
  children: ReactNode;
}

const Part = ({ title, lead, inherits, onInherit, children }: PartProps) => {
  const { t } = useTranslation();
  const id = useId();
  const mayWrite = may(useAccount(), 'settings:write');
  return (
    <section className="rating-part" aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{title}</h2>
          <p>{lead}</p>
        </div>
        <span className="rating-inherit">
          <Switch
            size="small"
            checked={inherits}
            disabled={!mayWrite}
            onChange={onInherit}
            aria-label={`${title}: ${t('satisfactionSettings.inherit')}`}
          />
          {t('satisfactionSettings.inherit')}
        </span>
      </header>
      {children}
    </section>
  );
};

interface ListProps<T> {
  value: T[];
  disabled: boolean;
  onChange: (value: T[]) => void;
}

const Levels = ({ value, disabled, onChange }: ListProps<NonNullable<Own['levels']>[number]>) => {
  const { t } = useTranslation();
  const sorted = (list: typeof value) => [...list].sort((a, b) => a.level - b.level);
  return (
    <ul className="rating-rows">
      {levels.map((level) => {
        const held = value.find((one) => one.level === level);
        const write = (language: 'zh-CN' | 'en', text: string) =>
          onChange(
            value.map((one) => (one.level === level ? { ...one, words: { ...one.words, [language]: text } } : one)),
          );
        return (
          <li key={level}>
            <Checkbox
              checked={held !== undefined}
              disabled={disabled || (held !== undefined && value.length <= 2)}
              onChange={({ target }) =>
                onChange(
                  target.checked
                    ? sorted([...value, { level, words: { 'zh-CN': '', en: '' } }])
                    : value.filter((one) => one.level !== level),
                )
              }
            >
              {t('satisfactionSettings.level', { level })}
            </Checkbox>
            {held ? <Words of={held.words} name={String(level)} disabled={disabled} onWrite={write} /> : null}
          </li>
        );
      })}
    </ul>
  );
};

const Reasons = ({ value, disabled, onChange }: ListProps<Reason>) => {
  const { t } = useTranslation();
  const replace = (id: string, part: Partial<Reason>) =>
    onChange(value.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const options = [1, 2, 3, 4, 5].map((level) => ({ value: level, label: String(level) }));
  return (
    <>
      <ul className="rating-rows">
        {value.map(({ id, words, from, to }, at) => (
          <li key={id}>
            <Words
              of={words}
              name={t('satisfactionSettings.reason', { number: at + 1 })}
              disabled={disabled}
              onWrite={(language, text) => replace(id, { words: { ...words, [language]: text } })}
            />
            <span className="rating-range">
              <Select
                aria-label={t('satisfactionSettings.from', { number: at + 1 })}
                value={from}
                options={options}
                disabled={disabled}
                onChange={(level) => replace(id, { from: level, to: Math.max(level, to) })}
              />
              –
              <Select
                aria-label={t('satisfactionSettings.to', { number: at + 1 })}
                value={to}
                options={options}
                disabled={disabled}
                onChange={(level) => replace(id, { to: level, from: Math.min(level, from) })}
              />
            </span>
            {disabled ? null : (
              <IconButton
                label={t('satisfactionSettings.remove', { number: at + 1 })}
                icon={<Trash2 size={16} />}
                onClick={() => onChange(value.filter((one) => one.id !== id))}
              />
            )}
          </li>
        ))}
      </ul>
      {disabled || value.length >= 20 ? null : (
        <Button
          icon={<Plus size={14} />}
          onClick={() => onChange([...value, { id: newReasonId(), words: { 'zh-CN': '', en: '' }, from: 1, to: 5 }])}
        >
          {t('satisfactionSettings.add')}
        </Button>
      )}
    </>
  );
};

/** Ids are never shown: what counts is that no two are alike. */
const newReasonId = () => `r-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e6).toString(36)}`;

interface WordsProps {
  of: { 'zh-CN': string; en: string };
  name: string;
  disabled: boolean;
  onWrite: (language: 'zh-CN' | 'en', text: string) => void;
}

const Words = ({ of, name, disabled, onWrite }: WordsProps) => {
  const { t } = useTranslation();
  return (['zh-CN', 'en'] as const).map((language) => (
    <Input
      key={language}
      aria-label={`${name}: ${t(`satisfactionSettings.languages.${language}`)}`}
      placeholder={t(`satisfactionSettings.languages.${language}`)}
      value={of[language]}
      maxLength={30}
      disabled={disabled}
      onChange={({ target }) => onWrite(language, target.value)}
    />
  ));
};
