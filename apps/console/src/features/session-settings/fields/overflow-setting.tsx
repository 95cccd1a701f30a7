import type { OverflowTarget } from '@cskefu/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../../lib/debounced.ts';
import { unitQuery } from '../../organization/org-units.ts';
import { type Draft, settingOf } from '../draft.ts';
import { skillGroupsQuery } from '../session-settings.ts';
import { Setting } from './setting.tsx';
import { NumberField } from './simple-fields.tsx';

const LEFT_MESSAGE = 'left_message';

/** When whoever waits here goes elsewhere, and where to. */
export const OverflowSetting = ({ draft }: { draft: Draft }) => {
  const { t } = useTranslation();
  const on = settingOf(draft, 'overflowOn');
  return (
    <Setting
      draft={draft}
      names={['overflowOn', 'overflowSeconds', 'overflowTo']}
      help={t('sessionSettings.help.overflowOn')}
    >
      {(id) => (
        <div className="setting-line">
          <Switch
            id={id}
            checked={on}
            disabled={draft.disabled}
            onChange={(overflowOn) => draft.change({ overflowOn })}
          />
          {on ? (
            <>
              <NumberField
                draft={draft}
                name="overflowSeconds"
                label={t('sessionSettings.fields.overflowSeconds')}
                unit={t('sessionSettings.seconds')}
                max={86_400}
              />
              <TargetSelect draft={draft} />
            </>
          ) : null}
        </div>
      )}
    </Setting>
  );
};

const TargetSelect = ({ draft }: { draft: Draft }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useInfiniteQuery(skillGroupsQuery(useDebounced(typed.trim())));
  const target = settingOf(draft, 'overflowTo');
  const chosen = useQuery({
    ...unitQuery(target.kind === 'skill_group' ? target.id : 0),
    enabled: target.kind === 'skill_group',
    retry: false,
  });
  const groups = (found.data?.pages.flatMap((page) => page.items) ?? []).filter(({ id }) => id !== draft.saved.unit.id);
  const value = target.kind === 'skill_group' ? String(target.id) : LEFT_MESSAGE;
  const label =
    target.kind === 'skill_group'
      ? (chosen.data?.name ?? t('sessionSettings.otherGroup'))
      : t('sessionSettings.choices.overflowTo.left_message');
  const choose = (next: string): OverflowTarget =>
    next === LEFT_MESSAGE ? { kind: 'left_message' } : { kind: 'skill_group', id: Number(next) };
  return (
    <Select
      className="setting-choice"
      aria-label={t('sessionSettings.fields.overflowTo')}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      labelInValue
      value={{ value, label }}
      disabled={draft.disabled}
      onChange={({ value: next }) => draft.change({ overflowTo: choose(next) })}
      options={[
        { value: LEFT_MESSAGE, label: t('sessionSettings.choices.overflowTo.left_message') },
        ...groups.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
  );
};
