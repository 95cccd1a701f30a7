import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { Failure } from '../../components/failure.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { indent } from './indent.ts';
import { childrenQuery } from './org-units.ts';
import { useTree } from './tree-context.ts';
import { focusParent, onTreeKey } from './tree-keys.ts';
import { UnitNode } from './unit-node.tsx';

interface UnitBranchProps {
  parentId: number | null;
  level: number;
  label?: string;
}

const skeletons = ['64%', '48%', '56%'];

/** The units below one, a page at a time. */
export const UnitBranch = ({ parentId, level, label }: UnitBranchProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { stopId } = useTree();
  const list = useInfiniteQuery(childrenQuery(parentId));
  const units = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError && !list.data && level === 1) {
    return (
      <Failure title={t('organization.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
    );
  }
  const more = () => void (list.isError ? list.refetch() : list.fetchNextPage());
  return (
    <ul
      className="unit-branch"
      role={level === 1 ? 'tree' : 'group'}
      aria-label={label}
      aria-busy={list.isPending || undefined}
    >
      {units.map((unit, at) => (
        <UnitNode
          key={unit.id}
          unit={unit}
          level={level}
          first={level === 1 && at === 0 && stopId === null}
          branch={() => <UnitBranch parentId={unit.id} level={level + 1} />}
        />
      ))}
      {list.isPending ? (
        <li role="none">
          {skeletons.slice(0, level === 1 ? 3 : 1).map((width) => (
            <div key={width} className="unit-row" style={indent(level)}>
              <SkeletonLine width={width} />
            </div>
          ))}
        </li>
      ) : null}
      {list.hasNextPage || list.isError ? (
        <li role="none">
          <div
            role="treeitem"
            aria-level={level}
            aria-selected={false}
            tabIndex={-1}
            className="unit-row unit-more"
            style={indent(level)}
            onKeyDown={(event) => onTreeKey(event, { Enter: more, ' ': more, ArrowLeft: focusParent })}
            onClick={more}
          >
            {list.isFetching ? t('organization.loading') : list.isError ? t('common.retry') : t('common.more')}
          </div>
        </li>
      ) : null}
    </ul>
  );
};
