import type { PluginPackage } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { ShieldAlert, ShieldCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Moment, useDurationText } from '../../../components/time.tsx';
import { pluginsQuery } from '../plugins.ts';

const MINUTE = 60_000;

const useHoldHours = (): number => useInfiniteQuery(pluginsQuery).data?.pages[0]?.holdHours ?? 0;

/** What the registry says of a package: whether it stands for it, since when it is there, and whether there is a newer one. */
export const PackageOrigin = ({ found: { origin, newer } }: { found: PluginPackage }) => {
  const { t } = useTranslation();
  const hours = useHoldHours();
  if (!origin) return null;
  const { signature, keyIds, publishedAt } = origin;
  const Icon = signature === 'signed' ? ShieldCheck : ShieldAlert;
  return (
    <>
      <p className={signature === 'unsigned' ? 'plugin-warn-words' : undefined}>
        <Icon size={14} aria-hidden="true" />{' '}
        <span title={keyIds.join('\n') || undefined}>{t(`plugins.install.signatures.${signature}`)}</span>
      </p>
      {publishedAt ? (
        <p>
          {t('plugins.install.published')} <Moment at={publishedAt} />
        </p>
      ) : null}
      {newer ? <p>{t('plugins.install.newer', { version: newer, hours })}</p> : null}
    </>
  );
};

interface YoungVersionProps {
  found: PluginPackage;
  accepted: boolean;
  onAccept: (accepted: boolean) => void;
}

/** Why the desk holds this version back, and that one takes it nonetheless. */
export const YoungVersion = ({ found: { origin }, accepted, onAccept }: YoungVersionProps) => {
  const { t } = useTranslation();
  const duration = useDurationText();
  const hours = useHoldHours();
  if (!origin?.held) return null;
  const age = origin.publishedAt === null ? null : Date.now() - Date.parse(origin.publishedAt);
  return (
    <>
      <p className="dialog-warning">
        <TriangleAlert size={14} aria-hidden="true" />{' '}
        {age === null
          ? t('plugins.install.ageUnknown')
          : t('plugins.install.young', { age: duration(Math.max(MINUTE, age - (age % MINUTE))), hours })}
      </p>
      <Checkbox checked={accepted} onChange={({ target }) => onAccept(target.checked)}>
        {t('plugins.install.acceptYoung')}
      </Checkbox>
    </>
  );
};
