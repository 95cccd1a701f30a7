import { useTranslation } from 'react-i18next';
import { type ActionGroup, actionIds, definitionOf } from '../../app/actions/catalogue.ts';
import { keyWords } from '../../app/actions/keys.ts';
import { Dialog } from '../../components/dialog.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import './sheets.css';

const groups: ActionGroup[] = ['list', 'conversation', 'writing', 'columns', 'queue', 'everywhere'];

/** All keys there are, as the catalogue of actions has them. */
const ShortcutsSheet = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const idsOf = (group: ActionGroup) =>
    actionIds.filter((id) => definitionOf(id).group === group && definitionOf(id).keys);
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <div className="sheet-body">
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`shortcuts.groups.${group}`)}</h3>
            <dl className="shortcuts">
              {idsOf(group).map((id) => (
                <div key={id}>
                  <dt>{t(`shortcuts.acts.${id}`)}</dt>
                  <dd>
                    {definitionOf(id).keys?.map((keys) => (
                      <KeyHint key={keys} keys={keyWords(keys)} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
};

export default ShortcutsSheet;
