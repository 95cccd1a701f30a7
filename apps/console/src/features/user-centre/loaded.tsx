import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { SkeletonLine } from '../../components/skeleton.tsx';

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}

/** What comes from the server, or its shape until then, or why it did not come. */
export const Loaded = <T,>({ query, children }: LoadedProps<T>) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <p className="me-failure" role="alert">
        {errorText(query.error)}{' '}
        <Button size="small" loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('common.retry')}
        </Button>
      </p>
    );
  }
  return (
    <div className="me-loading" aria-busy="true">
      <SkeletonLine width="46%" />
      <SkeletonLine width="64%" thin />
    </div>
  );
};
