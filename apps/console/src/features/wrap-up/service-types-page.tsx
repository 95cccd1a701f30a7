import type { ServiceType } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Popconfirm } from 'antd';
import { Archive, CornerDownRight, ListTree, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { toast } from '../../components/toaster.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import type { UnitRef } from '../organization/org-units.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { serviceTypesQuery, useArchiveServiceType, useCreateServiceType, useRenameServiceType } from './wrap-ups.ts';
import '../records/records-page.css';
import './wrap-up.css';

/** What a wrap-up can say that a service was about. */
export const ServiceTypesPage = () => {
  const { t } = useTranslation();
  usePageTitle(`${t('serviceTypes.title')} · ${t('app.name')}`);
  return may(useAccount(), 'settings:read') ? <ServiceTypes /> : <Forbidden page={t('serviceTypes.title')} />;
};

type Open = { act: 'add'; parent: ServiceType | null } | { act: 'rename'; type: ServiceType } | null;

const ServiceTypes = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const writes = may(useAccount(), 'settings:write');
  const [open, setOpen] = useState<Open>(null);
  const list = useInfiniteQuery(serviceTypesQuery);
  const rows = list.data?.pages.flatMap((page) => page.items);
  const add = writes ? (
    <Button type="primary" icon={<Plus size={14} />} onClick={() => setOpen({ act: 'add', parent: null })}>
      {t('serviceTypes.add')}
    </Button>
  ) : null;
  const columns: Column<ServiceType>[] = [
    {
      key: 'name',
      title: t('serviceTypes.name'),
      render: ({ name, parent }) =>
        parent ? (
          <span className="service-type-child">
            <CornerDownRight size={14} aria-hidden="true" />
            <span className="visually-hidden">{parent.name} / </span>
            {name}
          </span>
        ) : (
          <strong>{name}</strong>
        ),
    },
    { key: 'unit', title: t('serviceTypes.unit'), render: ({ orgUnit }) => orgUnit.name },
    ...(writes
      ? [
          {
            key: 'acts',
            title: t('serviceTypes.acts'),
            quiet: true,
            render: (type: ServiceType) => <Acts type={type} onOpen={setOpen} />,
          },
        ]
      : []),
  ];
  return (
    <Page title={t('serviceTypes.title')} lead={t('serviceTypes.lead')} acts={add}>
      {list.isError && !list.data ? (
        <Failure title={t('serviceTypes.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : rows?.length === 0 ? (
        <Notice icon={ListTree} title={t('serviceTypes.empty')} text={t('serviceTypes.emptyText')} />
      ) : (
        <DataTable label={t('serviceTypes.title')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {open ? <NameDialog open={open} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
};

const Acts = ({ type, onOpen }: { type: ServiceType; onOpen: (open: Open) => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const archive = useArchiveServiceType();
  const { id, name, parent } = type;
  return (
    <span className="records-acts">
      {parent ? null : (
        <IconButton
          label={t('serviceTypes.addBelow', { name })}
          icon={<Plus size={16} />}
          onClick={() => onOpen({ act: 'add', parent: type })}
        />
      )}
      <IconButton
        label={t('serviceTypes.renameOne', { name })}
        icon={<Pencil size={16} />}
        onClick={() => onOpen({ act: 'rename', type })}
      />
      <Popconfirm
        title={t('serviceTypes.archiveAsk', { name })}
        description={t('serviceTypes.archiveText')}
        okText={t('serviceTypes.archive')}
        cancelText={t('common.cancel')}
        onConfirm={() => archive.mutate(id, { onError: (error) => toast('bad', errorText(error)) })}
      >
        <IconButton
          label={t('serviceTypes.archiveOne', { name })}
          icon={<Archive size={16} />}
          loading={archive.isPending}
        />
      </Popconfirm>
    </span>
  );
};

const NameDialog = ({ open, onClose }: { open: NonNullable<Open>; onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { orgUnit } = useAccount();
  const parent = open.act === 'add' ? open.parent : null;
  const [name, setName] = useState(open.act === 'rename' ? open.type.name : '');
  const [unit, setUnit] = useState<UnitRef | null>(parent?.orgUnit ?? orgUnit);
  const create = useCreateServiceType();
  const rename = useRenameServiceType();
  const saving = open.act === 'rename' ? rename : create;
  const ready = name.trim() !== '' && unit !== null && !saving.isPending;
  const submit = () => {
    if (!ready) return;
    if (open.act === 'rename') rename.mutate({ id: open.type.id, name }, { onSuccess: onClose });
    else create.mutate({ name, orgUnitId: unit.id, parentId: parent?.id ?? null }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={
        open.act === 'rename'
          ? t('serviceTypes.renameOne', { name: open.type.name })
          : parent
            ? t('serviceTypes.addBelow', { name: parent.name })
            : t('serviceTypes.add')
      }
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={saving.isPending}
      okButtonProps={{ disabled: !ready }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="wrap-up-form">
        <Input
          autoFocus
          maxLength={40}
          value={name}
          placeholder={t('serviceTypes.name')}
          aria-label={t('serviceTypes.name')}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={submit}
        />
        {open.act === 'add' && !parent ? (
          <UnitPicker aria-label={t('serviceTypes.unit')} value={unit} onChange={setUnit} />
        ) : null}
        {saving.isError ? (
          <p className="wrap-up-error" role="alert">
            {errorText(saving.error)}
          </p>
        ) : null}
      </div>
    </Modal>
  );
};
