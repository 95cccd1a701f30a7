import type { ChannelKind } from '@cskefu/contract';
import type { Fields } from '@cskefu/plugin-sdk';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { usePageTitle } from '../../../app/page-title.ts';
import { may, useAccount } from '../../../app/session.ts';
import { BackTitle } from '../../../components/back-title.tsx';
import { ChoiceCards } from '../../../components/choice-cards.tsx';
import { Page } from '../../../components/page.tsx';
import { toast } from '../../../components/toaster.tsx';
import { useDebounced } from '../../../lib/debounced.ts';
import { Forbidden } from '../../administration/forbidden.tsx';
import { ConfigForm } from '../../config-form/config-form.tsx';
import { focusFirstWrong } from '../../config-form/focus-first-wrong.ts';
import { useConfigDraft } from '../../config-form/use-config-draft.ts';
import { wordsOf } from '../../config-form/words.ts';
import { skillGroupsQuery } from '../../session-settings/session-settings.ts';
import type { NewChannelSearch } from '../channel-search.ts';
import { Field, SettingsCard } from '../settings/settings-card.tsx';
import { useKindWords } from './kind-words.ts';
import { kindsQuery, useCreateOutsideChannel } from './outside-channels.ts';
import '../channel-page.css';
import './outside-channel.css';

export const NewChannelPage = () => {
  const { t } = useTranslation();
  usePageTitle(`${t('outsideChannel.new.title')} · ${t('app.name')}`);
  return may(useAccount(), 'channels:write') ? <NewChannel /> : <Forbidden page={t('outsideChannel.new.title')} />;
};

const WEB = 'web';
/** The ids of what comes with the product begin with this, and no other id may. */
const OURS = 'cskefu.';

/** Which kind, what it is called, who serves it, and what its plugin needs. */
const NewChannel = () => {
  const { t } = useTranslation();
  const kinds = useQuery(kindsQuery);
  const search = useSearch({ strict: false }) as NewChannelSearch;
  const [wanted, setWanted] = useState(search.channelKind ?? WEB);
  const kind = kinds.data?.find(({ id }) => id === wanted);
  // A kind that is not there, or not yet known, is not one to create.
  const chosen = kind ? wanted : WEB;
  return (
    <Page
      title={
        <BackTitle to="/channels" label={t('channels.toList')}>
          {t('outsideChannel.new.title')}
        </BackTitle>
      }
    >
      {kinds.isError ? (
        <p className="channel-wrong" role="alert">
          {t('outsideChannel.new.kindsFailed')}{' '}
          <Button size="small" onClick={() => void kinds.refetch()}>
            {t('common.retry')}
          </Button>
        </p>
      ) : null}
      <KindChoice kinds={kinds.data ?? []} chosen={chosen} onChoose={setWanted} />
      {/* Another kind has other fields: what was entered for one means nothing to the next. */}
      <NewChannelForm key={chosen} kind={kind} />
    </Page>
  );
};

interface KindChoiceProps {
  kinds: readonly ChannelKind[];
  chosen: string;
  onChoose: (kind: string) => void;
}

const KindChoice = ({ kinds, chosen, onChoose }: KindChoiceProps) => {
  const { t, i18n } = useTranslation();
  const kindWords = useKindWords();
  const from = [
    { id: WEB, by: t('outsideChannel.new.builtIn') },
    ...kinds.map(({ id, pluginId, pluginName, texts }) => ({
      id,
      by: pluginId.startsWith(OURS)
        ? t('outsideChannel.new.builtIn')
        : t('outsideChannel.new.by', { plugin: wordsOf(pluginName, texts, i18n.language) }),
    })),
  ];
  return (
    <ChoiceCards
      abreast
      legend={t('outsideChannel.new.kind')}
      choices={from.map(({ id, by }) => ({ key: id, title: kindWords(id), text: by }))}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
};

const NewChannelForm = ({ kind }: { kind: ChannelKind | undefined }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [group, setGroup] = useState<number | null>(null);
  const fields = (kind?.fields ?? {}) as Fields;
  const draft = useConfigDraft({ fields, values: {}, kept: [] });
  const create = useCreateOutsideChannel();
  const [pressed, setPressed] = useState(false);
  const missing = (isMissing: boolean) => (pressed && isMissing ? t('configForm.problems.required') : undefined);
  const noName = name.trim() === '';
  const submit = () => {
    setPressed(true);
    if (!draft.check() || noName || group === null) {
      focusFirstWrong(form.current);
      return;
    }
    create.mutate(
      { name: name.trim(), skillGroupId: group, ...(kind && { kind: kind.id, config: { ...draft.values } }) },
      {
        onSuccess: ({ id }) => {
          toast('good', t('outsideChannel.new.created'));
          void navigate({ to: '/channels/$channelId', params: { channelId: id } });
        },
        onError: (error) => void (draft.refuse(error) || toast('bad', errorText(error))),
      },
    );
  };
  return (
    <form
      ref={form}
      className="outside-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <SettingsCard title={t('channels.sections.general')}>
        <Field label={t('channels.fields.name')} wrong={missing(noName)}>
          {(id) => (
            <Input
              id={id}
              value={name}
              maxLength={60}
              status={missing(noName) ? 'error' : ''}
              aria-invalid={missing(noName) !== undefined}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field
          label={t('outsideChannel.new.group')}
          help={t('outsideChannel.new.groupHelp')}
          wrong={missing(group === null)}
        >
          {(id) => (
            <GroupSelect id={id} value={group} wrong={missing(group === null) !== undefined} onChange={setGroup} />
          )}
        </Field>
      </SettingsCard>
      {kind && Object.keys(fields).length > 0 ? (
        <SettingsCard title={t('outsideChannel.config.title')}>
          <ConfigForm fields={fields} draft={draft} catalogs={kind.texts} />
        </SettingsCard>
      ) : null}
      <Button type="primary" htmlType="submit" loading={create.isPending}>
        {t('outsideChannel.new.create')}
      </Button>
    </form>
  );
};

interface GroupSelectProps {
  id: string;
  value: number | null;
  wrong: boolean;
  onChange: (id: number) => void;
}

const GroupSelect = ({ id, value, wrong, onChange }: GroupSelectProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useInfiniteQuery(skillGroupsQuery(useDebounced(typed.trim())));
  const groups = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Select
      id={id}
      className="config-choice"
      status={wrong ? 'error' : ''}
      aria-invalid={wrong}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      placeholder={t('outsideChannel.new.choose')}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      options={groups.map((unit) => ({ value: unit.id, label: unit.name }))}
    />
  );
};
