import type { Locale, Permission } from '@cskefu/contract';
import { permissionTexts } from '@cskefu/contract/permissions';
import { resourceNames, resourceOf, resources } from '@cskefu/contract/resources';
import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../app/session.ts';

interface PermissionChoiceProps {
  chosen: readonly Permission[];
  onChange: (chosen: Permission[]) => void;
}

/** Nobody can give a program more than they have themselves. */
export const PermissionChoice = ({ chosen, onChange }: PermissionChoiceProps) => {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Locale;
  const own = useAccount().permissions;
  const groups = resources
    .map((resource) => ({ resource, members: own.filter((permission) => resourceOf(permission) === resource) }))
    .filter(({ members }) => members.length > 0);
  const toggle = (permission: Permission, on: boolean) =>
    onChange(on ? [...chosen, permission] : chosen.filter((other) => other !== permission));
  return (
    <fieldset className="me-permissions">
      <legend className="entrance-label">{t('userCentre.apiTokens.permissions', { count: chosen.length })}</legend>
      <div className="me-acts">
        <Button
          size="small"
          onClick={() => onChange(own.filter((permission) => permissionTexts[permission].kind === 'read'))}
        >
          {t('userCentre.apiTokens.onlyRead')}
        </Button>
        <Button size="small" onClick={() => onChange([])}>
          {t('userCentre.apiTokens.clear')}
        </Button>
      </div>
      <div className="me-permission-list scroll">
        {groups.map(({ resource, members }) => (
          <div key={resource} className="me-permission-group">
            <h3>{resourceNames[resource][language]}</h3>
            {members.map((permission) => (
              <Checkbox
                key={permission}
                checked={chosen.includes(permission)}
                onChange={(event) => toggle(permission, event.target.checked)}
              >
                {permissionTexts[permission].name[language]}
                <small>{permissionTexts[permission].sentence[language]}</small>
              </Checkbox>
            ))}
          </div>
        ))}
      </div>
    </fieldset>
  );
};
