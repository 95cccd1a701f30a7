import type { ApiToken } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { TerminalSquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/notice.tsx';
import { Card } from '../card.tsx';
import { Loaded } from '../loaded.tsx';
import { ApiTokenRow } from './api-token-row.tsx';
import { apiTokensQuery } from './api-tokens.ts';
import { CreateApiTokenDialog } from './create-api-token-dialog.tsx';
import { RevokeApiTokenDialog } from './revoke-api-token-dialog.tsx';
import { ShownTokenDialog } from './shown-token-dialog.tsx';

/** Keys for programs that act in one's name. */
export const ApiTokensTab = () => {
  const { t } = useTranslation();
  const query = useQuery(apiTokensQuery);
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const create = (
    <Button type="primary" onClick={() => setCreating(true)}>
      {t('userCentre.apiTokens.create')}
    </Button>
  );
  const show = (token: string) => {
    setCreating(false);
    setMade(token);
  };
  return (
    <Card
      title={t('userCentre.apiTokens.title')}
      text={
        <>
          {t('userCentre.apiTokens.text')}{' '}
          <a href="/reference" target="_blank" rel="noreferrer">
            {t('userCentre.apiTokens.reference')}
          </a>
        </>
      }
      acts={query.data && query.data.items.length > 0 ? create : null}
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Notice
              icon={TerminalSquare}
              title={t('userCentre.apiTokens.empty')}
              text={t('userCentre.apiTokens.emptyText')}
            >
              {create}
            </Notice>
          ) : (
            <ul className="me-rows">
              {items.map((token) => (
                <ApiTokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {creating ? <CreateApiTokenDialog onCreated={show} onClose={() => setCreating(false)} /> : null}
      {made ? <ShownTokenDialog token={made} onClose={() => setMade(null)} /> : null}
      {revoking ? <RevokeApiTokenDialog token={revoking} onClose={() => setRevoking(null)} /> : null}
    </Card>
  );
};
