import type { PluginDetail } from '@cskefu/contract';
import { Switch } from 'antd';
import { ShieldCheck } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { Notice } from '../../../components/notice.tsx';
import { toast } from '../../../components/toaster.tsx';
import { PermissionList } from '../permission-list.tsx';
import { usePluginAct } from '../plugins.ts';
import { ScopeCard } from './scope-card.tsx';

/** What it was granted, in words. Nothing else is open to it. */
export const PermissionsTab = ({ plugin }: { plugin: PluginDetail }) => {
  const { t } = useTranslation();
  const { granted } = plugin;
  const { hosts } = plugin.plugin;
  return (
    <>
      <section className="plugin-card" aria-label={t('plugins.permissions.title')}>
        <h2>{t('plugins.permissions.title')}</h2>
        {granted.length === 0 ? (
          <Notice icon={ShieldCheck} title={t('plugins.permissions.none')} text={t('plugins.permissions.noneText')} />
        ) : (
          <>
            <p>{t('plugins.permissions.text')}</p>
            <PermissionList names={granted} />
          </>
        )}
      </section>
      <ScopeCard plugin={plugin} />
      {granted.includes('net') ? (
        <section className="plugin-card" aria-label={t('plugins.hosts.title')}>
          <h2>{t('plugins.hosts.title')}</h2>
          <p>{t('plugins.hosts.text')}</p>
          <ul className="plugin-hosts">
            {hosts.map((host) => (
              <li key={host}>
                <code>{host}</code>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {granted.includes('hooks:block') ? <BlockSwitch plugin={plugin} /> : null}
    </>
  );
};

/** Consent to the permission is one thing; letting a failure stop the work of the desk is decided here, and at any time. */
const BlockSwitch = ({ plugin }: { plugin: PluginDetail }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = useId();
  const act = usePluginAct(plugin.id);
  return (
    <section className="plugin-card" aria-label={t('plugins.block.title')}>
      <div className="plugin-danger">
        <div>
          <label htmlFor={id}>
            <strong>{t('plugins.block.title')}</strong>
          </label>
          <p>{t('plugins.block.text')}</p>
        </div>
        <Switch
          id={id}
          checked={plugin.hooksBlock}
          loading={act.isPending}
          onChange={(hooksBlock) =>
            act.mutate({ act: 'switches', hooksBlock }, { onError: (error) => toast('bad', errorText(error)) })
          }
        />
      </div>
    </section>
  );
};
