import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../app/session.ts';
import { Card, Tag } from '../card.tsx';
import { Fact } from '../field.tsx';

/** Where one belongs and as what: only others change that. */
export const Belonging = () => {
  const { t } = useTranslation();
  const account = useAccount();
  const kinds = (['superAdministrator', 'administrator', 'agent'] as const).filter((kind) => account[kind]);
  return (
    <Card
      title={t('userCentre.belonging.title')}
      text={t(`userCentre.belonging.${account.superAdministrator ? 'superText' : 'text'}`)}
    >
      <Fact label={t('userCentre.belonging.unit')}>{account.orgUnit.name}</Fact>
      {account.roles.length > 0 || !account.superAdministrator ? (
        <Fact label={t('userCentre.belonging.roles')}>
          {account.roles.length > 0
            ? account.roles.map(({ id, name }) => (
                <Tag key={id} kind="quiet">
                  {name}
                </Tag>
              ))
            : t('userCentre.belonging.noRoles')}
        </Fact>
      ) : null}
      {kinds.length > 0 ? (
        <Fact label={t('userCentre.belonging.kinds')}>
          {kinds.map((kind) => (
            <Tag key={kind} kind="quiet">
              {t(`userCentre.belonging.${kind}`)}
            </Tag>
          ))}
        </Fact>
      ) : null}
    </Card>
  );
};
