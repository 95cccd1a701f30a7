import type { ApiToken, Locale } from '@cskefu/contract';
import { permissionTexts } from '@cskefu/contract/permissions';
import { Button } from 'antd';
import { TerminalSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Moment } from '../../../components/time.tsx';
import { useNow } from '../../../lib/clock.ts';
import { shortDate } from '../../../lib/moment.ts';
import { Row, Tag } from '../card.tsx';

export const ApiTokenRow = ({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) => {
  const { t, i18n } = useTranslation();
  const now = useNow(60_000);
  const { name, hint, permissions, lastUsedAt, expiresAt } = token;
  const expired = Date.parse(expiresAt) <= now;
  const date = shortDate(Date.parse(expiresAt), now, i18n.language);
  const names = permissions.map((permission) => permissionTexts[permission].name[i18n.language as Locale]);
  return (
    <Row
      icon={<TerminalSquare size={18} aria-hidden="true" />}
      title={
        <>
          {name} <code>{hint}…</code> {expired ? <Tag kind="bad">{t('userCentre.apiTokens.expired')}</Tag> : null}
        </>
      }
      detail={
        <>
          <span>
            {lastUsedAt ? (
              <>
                {t('userCentre.lastUsed')} <Moment at={lastUsedAt} />
              </>
            ) : (
              t('userCentre.neverUsed')
            )}
            {' · '}
            {t(`userCentre.apiTokens.${expired ? 'expiredOn' : 'expiresOn'}`, { date })}
          </span>
          <span className="me-token-permissions" title={names.join(', ')}>
            {names.join(' · ')}
          </span>
        </>
      }
      acts={
        <Button danger aria-label={t('userCentre.apiTokens.revokeOne', { name })} onClick={onRevoke}>
          {t('userCentre.apiTokens.revoke')}
        </Button>
      }
    />
  );
};
