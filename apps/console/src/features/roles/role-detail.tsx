import type { Role } from '@cskefu/contract';
import { useBlocker } from '@tanstack/react-router';
import { Button } from 'antd';
import { ArrowLeft, Copy, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { toast } from '../../components/toaster.tsx';
import { usePhoneWidth } from '../../lib/media.ts';
import { PermissionMatrix } from './permission-matrix.tsx';
import { RemoveRoleDialog } from './remove-role-dialog.tsx';
import { RoleFormDialog } from './role-form-dialog.tsx';
import { RolePeople } from './role-people.tsx';
import { useUpdateRole } from './roles.ts';
import type { RoleTab } from './roles-search.ts';

interface RoleDetailProps {
  role: Role;
  tab: RoleTab;
  onTab: (tab: RoleTab) => void;
  onShow: (roleId: number) => void;
  onBack: () => void;
}

type Act = 'rename' | 'copy' | 'remove';

export const RoleDetail = ({ role, tab, onTab, onShow, onBack }: RoleDetailProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const phone = usePhoneWidth();
  const writes = may(useAccount(), 'roles:write');
  const [granted, setGranted] = useState(role.permissions);
  const [act, setAct] = useState<Act | null>(null);
  const update = useUpdateRole(role.id);
  const dirty = granted.join() !== role.permissions.join();
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty && current.pathname !== next.pathname && !window.confirm(t('roles.leave')),
    enableBeforeUnload: dirty,
  });
  const save = () =>
    update.mutate(
      { permissions: granted },
      {
        onSuccess: (saved) => {
          setGranted(saved.permissions);
          toast('good', t('roles.saved'));
        },
        onError: (error) => toast('bad', errorText(error)),
      },
    );
  const close = () => setAct(null);
  return (
    <section className="role-detail scroll" aria-labelledby="role-name">
      <div className="role-inside">
        <header className="role-head">
          {phone ? <IconButton label={t('roles.toList')} icon={<ArrowLeft size={18} />} onClick={onBack} /> : null}
          <div className="role-words">
            <h2 id="role-name">{role.name}</h2>
            {role.description ? <p>{role.description}</p> : null}
          </div>
          {writes ? (
            <div className="role-acts">
              <Button icon={<Copy size={14} />} onClick={() => setAct('copy')}>
                {t('roles.copy.act')}
              </Button>
              <Button icon={<Pencil size={14} />} onClick={() => setAct('rename')}>
                {t('roles.rename.act')}
              </Button>
              {role.builtIn === null ? (
                <Button danger icon={<Trash2 size={14} />} onClick={() => setAct('remove')}>
                  {t('roles.remove.act')}
                </Button>
              ) : null}
            </div>
          ) : null}
        </header>
        {writes ? null : <p className="role-note">{t('roles.readOnly')}</p>}
        <div className="panel-bar">
          <TabBar
            label={t('roles.tabs.label')}
            tabs={[
              { key: 'permissions', label: t('roles.tabs.permissions'), count: role.permissions.length },
              { key: 'people', label: t('roles.tabs.people'), count: role.memberCount },
            ]}
            active={tab}
            panelId="role-panel"
            onSelect={onTab}
          />
          <span className="panel-space" />
          {writes && dirty ? (
            <>
              <span className="role-unsaved" role="status">
                {t('roles.unsaved')}
              </span>
              <Button onClick={() => setGranted(role.permissions)}>{t('roles.discard')}</Button>
            </>
          ) : null}
          {writes && (dirty || tab === 'permissions') ? (
            <Button type="primary" disabled={!dirty} loading={update.isPending} onClick={save}>
              {t('common.save')}
            </Button>
          ) : null}
        </div>
        <div id="role-panel" role="tabpanel" aria-labelledby={`role-panel-tab-${tab}`}>
          {tab === 'permissions' ? (
            <PermissionMatrix granted={granted} onChange={setGranted} disabled={!writes} />
          ) : (
            <RolePeople role={role} />
          )}
        </div>
      </div>
      {act === 'rename' ? <RoleFormDialog role={role} onClose={close} onDone={close} /> : null}
      {act === 'copy' ? (
        <RoleFormDialog
          copyOf={role}
          onClose={close}
          onDone={(id) => {
            close();
            onShow(id);
          }}
        />
      ) : null}
      {act === 'remove' ? <RemoveRoleDialog role={role} onClose={close} onRemoved={onBack} /> : null}
    </section>
  );
};
