import type { PluginDetail, PluginPackage } from '@cskefu/contract';
import { Button, Checkbox } from 'antd';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileSize } from '../../../lib/file-size.ts';
import type { UnitRef } from '../../organization/org-units.ts';
import { Brings } from '../detail/brings-card.tsx';
import { PermissionList } from '../permission-list.tsx';
import { PluginIcon } from '../plugin-icon.tsx';
import { canCarryOut, usePluginWords } from '../plugin-words.ts';
import { useInstallPackage } from '../plugins.ts';
import { ScopePicker } from '../scope-picker.tsx';
import { PackageOrigin, YoungVersion } from './package-origin.tsx';
import { RefusedPackage } from './refused-package.tsx';

interface ReviewPackageProps {
  found: PluginPackage;
  onBack: () => void;
  onInstalled: (plugin: PluginDetail) => void;
}

/** What it is, what it wants, and what that would change: read before anything of it runs. */
export const ReviewPackage = ({ found, onBack, onInstalled }: ReviewPackageProps) => {
  const { t } = useTranslation();
  const words = usePluginWords();
  const [agreed, setAgreed] = useState(false);
  const [acceptYoung, setAcceptYoung] = useState(false);
  const [unit, setUnit] = useState<UnitRef | null>(null);
  const install = useInstallPackage();
  const { plugin, change } = found;
  const name = words(plugin.name, plugin.texts);
  const isNew = found.current === null;
  const asks = plugin.permissions.length > 0;
  const widens = change.kind === 'install' || change.addedPermissions.length + change.addedHosts.length > 0;
  const needsConsent = asks && widens;
  const isUnfit = change.data === 'newer' || change.data === 'too_old';
  const waits = isUnfit || (needsConsent && !agreed) || (found.origin?.held === true && !acceptYoung);
  const run = () =>
    install.mutate(
      {
        hash: found.hash,
        permissions: plugin.permissions,
        hosts: plugin.hosts,
        acceptYoung,
        ...(isNew && { orgUnitId: unit?.id ?? null }),
      },
      { onSuccess: onInstalled },
    );
  return (
    <>
      <PackageHead found={found} name={name} />
      <section className="plugin-card" aria-label={t('plugins.permissions.asked')}>
        <h2>{t('plugins.permissions.asked')}</h2>
        {asks ? (
          <PermissionList
            names={plugin.permissions}
            added={change.kind === 'install' ? [] : change.addedPermissions}
            removed={change.removedPermissions}
          />
        ) : (
          <p>{t('plugins.permissions.noneText')}</p>
        )}
        <Hosts found={found} />
        {canCarryOut(plugin.permissions) ? (
          <p className="dialog-warning">
            <TriangleAlert size={14} aria-hidden="true" /> {t('plugins.risks.carryOut')}
          </p>
        ) : null}
      </section>
      <section className="plugin-card" aria-label={t('plugins.brings.title')}>
        <h2>{t('plugins.brings.title')}</h2>
        <Brings facts={plugin} />
      </section>
      {isNew ? (
        <section className="plugin-card" aria-label={t('plugins.scope.title')}>
          <h2>{t('plugins.scope.title')}</h2>
          <p>{t('plugins.scope.text')}</p>
          <ScopePicker value={unit} disabled={install.isPending} onChange={setUnit} />
        </section>
      ) : null}
      {install.isError ? <RefusedPackage name={name} error={install.error} /> : null}
      <div className="install-consent">
        <YoungVersion found={found} accepted={acceptYoung} onAccept={setAcceptYoung} />
        {needsConsent ? (
          <Checkbox checked={agreed} onChange={({ target }) => setAgreed(target.checked)}>
            {t(change.kind === 'install' ? 'plugins.install.agree' : 'plugins.install.agreeMore')}
          </Checkbox>
        ) : null}
        <div className="install-acts">
          <Button disabled={install.isPending} onClick={onBack}>
            {t('plugins.install.other')}
          </Button>
          <Button type="primary" disabled={waits} loading={install.isPending} onClick={run}>
            {t(`plugins.install.acts.${change.kind}`, { version: plugin.version })}
          </Button>
        </div>
        {install.isPending ? <p role="status">{t('plugins.install.trying')}</p> : null}
      </div>
    </>
  );
};

const PackageHead = ({ found, name }: { found: PluginPackage; name: string }) => {
  const { t, i18n } = useTranslation();
  const words = usePluginWords();
  const { plugin, current, change, warnings } = found;
  const notes = [
    `${found.packageName} ${plugin.version}`,
    t(`plugins.install.sources.${found.source}`),
    fileSize(found.bytes, i18n.language),
    t('plugins.install.by', { publisher: plugin.id.split('.')[0] }),
  ];
  return (
    <section className="plugin-card install-head" aria-label={name}>
      <PluginIcon icon={plugin.icon} large />
      <div>
        <h2>{name}</h2>
        {plugin.description ? <p>{words(plugin.description, plugin.texts)}</p> : null}
        <p className="plugin-aside">{notes.join(' · ')}</p>
        <PackageOrigin found={found} />
        {current ? (
          <p className={change.kind === 'downgrade' ? 'plugin-warn-words' : undefined}>
            {t(`plugins.install.changes.${change.kind}`, { from: current.version, to: plugin.version })}
          </p>
        ) : null}
        {change.data === 'fits' ? null : (
          <p className="plugin-warn-words">
            <TriangleAlert size={14} aria-hidden="true" /> {t(`plugins.data.changes.${change.data}`)}
          </p>
        )}
        {warnings.map(({ code, detail }) => (
          <p key={`${code} ${detail}`} className="plugin-warn-words">
            <TriangleAlert size={14} aria-hidden="true" /> {t(`plugins.install.warnings.${code}`)}
            {code === 'raw_code' && detail ? <code>{detail}</code> : null}
          </p>
        ))}
      </div>
    </section>
  );
};

const Hosts = ({ found: { plugin, change } }: { found: PluginPackage }) => {
  const { t } = useTranslation();
  if (plugin.hosts.length + change.removedHosts.length === 0) return null;
  const isNew = (host: string) => change.kind !== 'install' && change.addedHosts.includes(host);
  return (
    <>
      <h3>{t('plugins.hosts.title')}</h3>
      <ul className="plugin-hosts">
        {plugin.hosts.map((host) => (
          <li key={host}>
            <code>{host}</code>
            {isNew(host) ? <em className="permission-new">{t('plugins.permissions.added')}</em> : null}
          </li>
        ))}
        {change.removedHosts.map((host) => (
          <li key={host} className="permission-gone">
            <s>
              <code>{host}</code>
            </s>{' '}
            <em>{t('plugins.permissions.removed')}</em>
          </li>
        ))}
      </ul>
    </>
  );
};
