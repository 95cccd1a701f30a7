import type { OrgUnit } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { may, useAccount } from '../../../app/session.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Notice } from '../../../components/notice.tsx';
import { EnabledTag } from '../../channels/enabled-tag.tsx';
import { unitChannelsQuery } from '../org-units.ts';
import '../../channels/channels-page.css';

/** The channels of the unit and of those below. */
export const UnitChannels = ({ unit }: { unit: OrgUnit }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const errorText = useErrorText();
  const allowed = may(account, 'channels:read');
  const list = useInfiniteQuery({ ...unitChannelsQuery(unit.id), enabled: allowed });
  if (!allowed)
    return <Notice icon={Radio} title={t('organization.channels.forbidden')} text={t('errors.forbidden')} />;
  if (list.isError && !list.data) {
    return <Failure title={t('channels.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />;
  }
  const channels = list.data?.pages.flatMap((page) => page.items);
  if (channels?.length === 0) {
    return <Notice icon={Radio} title={t('organization.channels.empty')} text={t('organization.channels.emptyText')} />;
  }
  return (
    <>
      <DataTable
        label={t('organization.tabs.channels')}
        expect={2}
        rows={channels}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            title: t('channels.fields.name'),
            render: ({ id, name }) => (
              <Link to="/channels/$channelId" params={{ channelId: id }}>
                {name}
              </Link>
            ),
          },
          { key: 'skillGroup', title: t('panel.skillGroup'), render: ({ skillGroup }) => skillGroup.name },
          {
            key: 'enabled',
            title: t('panel.state'),
            render: ({ enabled }) => <EnabledTag enabled={enabled} />,
          },
        ]}
      />
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
};
