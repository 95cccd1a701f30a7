import type { Seer } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { EyeOff, Search, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { SkeletonCircle, SkeletonLine } from '../../components/skeleton.tsx';
import { useDebounced } from '../../lib/debounced.ts';
import { seersQuery, type Thing } from './access.ts';
import { usePermissionWords, useSourceWords } from './source-words.ts';

const SeerRow = ({ seer: { account, throughUnit, sources, owesPassword } }: { seer: Seer }) => {
  const { t } = useTranslation();
  const sourceWords = useSourceWords();
  return (
    <li className="access-seer">
      <Avatar name={account.name} />
      <div>
        <p>
          <strong>{account.name}</strong> <span>{account.username}</span>
        </p>
        <p className="access-through">
          <span>{throughUnit.name}</span>
          {sources.map((source) => (
            <span key={sourceWords(source)} className="access-source">
              {sourceWords(source)}
            </span>
          ))}
          {owesPassword ? <span className="access-owes">{t('access.owesPassword')}</span> : null}
        </p>
      </div>
    </li>
  );
};

const Waiting = () => (
  <ul className="access-seers" aria-busy="true">
    {['40%', '56%', '34%'].map((width) => (
      <li key={width} className="access-seer">
        <SkeletonCircle />
        <div>
          <SkeletonLine width={width} />
          <SkeletonLine width="70%" thin />
        </div>
      </li>
    ))}
  </ul>
);

/** People in one's own reach by name, with the unit and roles that make it so; the others as a number. */
export const SeerList = ({ thing }: { thing: Thing }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const permissionWords = usePermissionWords();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  const list = useInfiniteQuery(seersQuery(thing, search));
  const first = list.data?.pages[0];
  if (list.isError && !first)
    return <Failure title={t('access.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />;
  if (!first) return <Waiting />;
  const seers = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t('access.seers')}>
      <p className="access-rule">
        {t('access.rule', { permission: permissionWords(first.permission), unit: first.unit.name })}
      </p>
      <Input
        allowClear
        value={typed}
        maxLength={60}
        prefix={<Search size={14} aria-hidden="true" />}
        placeholder={t('access.search')}
        aria-label={t('access.search')}
        onChange={(event) => setTyped(event.target.value)}
      />
      {seers.length === 0 ? (
        <Notice icon={EyeOff} title={search ? t('access.noHit') : t('access.nobody')} />
      ) : (
        <ul className="access-seers">
          {seers.map((seer) => (
            <SeerRow key={seer.account.id} seer={seer} />
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {first.above > 0 ? (
        <p className="access-above">
          <UsersRound size={16} aria-hidden="true" />
          {t('access.above', { count: first.above })}
        </p>
      ) : null}
    </section>
  );
};
