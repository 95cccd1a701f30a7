import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import './sheets.css';

const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

const groups = [
  {
    key: 'list',
    shortcuts: [
      { act: 'next', keys: ['j', '↓'] },
      { act: 'previous', keys: ['k', '↑'] },
      { act: 'open', keys: ['Enter'] },
      { act: 'views', keys: ['1', '2', '3'] },
      { act: 'take', keys: ['t'] },
    ],
  },
  {
    key: 'conversation',
    shortcuts: [
      { act: 'reply', keys: ['r'] },
      { act: 'note', keys: ['n'] },
      { act: 'send', keys: ['Enter', `${mod} Enter`] },
      { act: 'line', keys: ['Shift Enter'] },
      { act: 'quick', keys: ['/'] },
      { act: 'transfer', keys: ['Shift T'] },
      { act: 'close', keys: ['Shift E'] },
      { act: 'back', keys: ['Esc'] },
    ],
  },
  {
    key: 'queue',
    shortcuts: [
      { act: 'pull', keys: ['t'] },
      { act: 'prioritize', keys: ['p'] },
      { act: 'move', keys: ['m'] },
      { act: 'end', keys: ['Shift E'] },
    ],
  },
  { key: 'everywhere', shortcuts: [{ act: 'help', keys: ['?'] }] },
] as const;

const ShortcutsSheet = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <div className="sheet-body">
        {groups.map(({ key, shortcuts }) => (
          <section key={key}>
            <h3>{t(`shortcuts.groups.${key}`)}</h3>
            <dl className="shortcuts">
              {shortcuts.map(({ act, keys }) => (
                <div key={act}>
                  <dt>{t(`shortcuts.acts.${act}`)}</dt>
                  <dd>
                    {keys.map((name) => (
                      <KeyHint key={name} keys={name} />
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
