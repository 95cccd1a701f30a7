import type { OrgUnit } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Building2, Headset, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { classNames } from '../../lib/class-names.ts';
import { pathText, unitSearchQuery } from './org-units.ts';

interface UnitHitsProps {
  search: string;
  selectedId: number | null;
  onSelect: (unit: OrgUnit) => void;
}

/** What a search found, each with where it hangs: names alone repeat themselves in a large organization. */
export const UnitHits = ({ search, selectedId, onSelect }: UnitHitsProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const list = useInfiniteQuery(unitSearchQuery(search));
  const hits = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <SkeletonLine width="70%" />;
  if (list.isError && !list.data) {
    return (
      <Failure title={t('organization.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
    );
  }
  if (hits.length === 0) {
    return <Notice icon={SearchX} title={t('organization.noHit')} text={t('organization.noHitText')} />;
  }
  return (
    <>
      <ul className="unit-hits" aria-label={t('organization.hits')}>
        {hits.map((unit) => (
          <li key={unit.id}>
            <button
              type="button"
              className={classNames('unit-hit', unit.id === selectedId && 'unit-selected')}
              onClick={() => onSelect(unit)}
            >
              {unit.isSkillGroup ? (
                <Headset size={15} className="unit-icon unit-icon-group" aria-hidden="true" />
              ) : (
                <Building2 size={15} className="unit-icon" aria-hidden="true" />
              )}
              <span className="unit-hit-words">
                <span className="unit-name">{unit.name}</span>
                {unit.ancestors.length > 0 ? <span className="unit-hit-path">{pathText(unit)}</span> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
};
