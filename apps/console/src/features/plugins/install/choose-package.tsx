import type { PluginPackage } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { PackageOpen, Search } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../lib/class-names.ts';
import { pluginsQuery, useReadPackage } from '../plugins.ts';
import { RefusedPackage } from './refused-package.tsx';

/** A file from this computer, or a name in the registry. Nothing of it runs yet. */
export const ChoosePackage = ({ onFound }: { onFound: (found: PluginPackage) => void }) => {
  const { t } = useTranslation();
  const list = useInfiniteQuery(pluginsQuery);
  const { registry = null, holdHours = 0 } = list.data?.pages[0] ?? {};
  const read = useReadPackage();
  const [reading, setReading] = useState('');
  const start = (source: Parameters<typeof read.mutate>[0]) => {
    setReading(source.name);
    read.mutate(source, { onSuccess: onFound });
  };
  return (
    <>
      <FileDrop busy={read.isPending} onChoose={start} />
      {registry ? (
        <FromRegistry registry={registry} holdHours={holdHours} busy={read.isPending} onChoose={start} />
      ) : null}
      {read.isPending ? (
        <p className="install-busy" role="status">
          {t('plugins.install.reading', { name: reading })}
        </p>
      ) : null}
      {read.isError ? <RefusedPackage name={reading} error={read.error} /> : null}
    </>
  );
};

const FileDrop = ({ busy, onChoose }: { busy: boolean; onChoose: (file: File) => void }) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !busy) onChoose(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's shortcut for the button inside
    <div
      className={classNames('install-drop', over && 'install-drop-over')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <PackageOpen size={32} strokeWidth={1.5} aria-hidden="true" />
      <p>{t('plugins.install.drop')}</p>
      <Button type="primary" disabled={busy} onClick={() => input.current?.click()}>
        {t('plugins.install.file')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".tgz,.tar.gz,application/gzip"
        hidden
        aria-label={t('plugins.install.file')}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) onChoose(file);
        }}
      />
      <small>{t('plugins.install.dropHelp')}</small>
    </div>
  );
};

interface FromRegistryProps {
  registry: string;
  holdHours: number;
  busy: boolean;
  onChoose: (source: { name: string; version?: string }) => void;
}

const FromRegistry = ({ registry, holdHours, busy, onChoose }: FromRegistryProps) => {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState('');
  const [version, setVersion] = useState('');
  return (
    <form
      className="plugin-card install-registry"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) onChoose({ name: name.trim(), ...(version.trim() && { version: version.trim() }) });
      }}
    >
      <h2>{t('plugins.install.registry')}</h2>
      <p>{t('plugins.install.registryText', { registry })}</p>
      {holdHours > 0 ? <p>{t('plugins.install.holdText', { hours: holdHours })}</p> : null}
      <div className="install-registry-line">
        <span>
          <label htmlFor={id}>{t('plugins.install.name')}</label>
          <Input
            id={id}
            value={name}
            maxLength={214}
            spellCheck={false}
            autoCapitalize="none"
            placeholder="cskefu-plugin-telegram"
            onChange={({ target }) => setName(target.value)}
          />
        </span>
        <span>
          <label htmlFor={`${id}-version`}>{t('plugins.install.version')}</label>
          <Input
            id={`${id}-version`}
            value={version}
            maxLength={64}
            placeholder={t('plugins.install.newest')}
            onChange={({ target }) => setVersion(target.value)}
          />
        </span>
        <Button htmlType="submit" icon={<Search size={14} />} disabled={busy || !name.trim()}>
          {t('plugins.install.look')}
        </Button>
      </div>
    </form>
  );
};
