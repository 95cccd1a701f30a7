import type { PluginDetail } from '@cskefu/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { ChoiceCards } from '../../../components/choice-cards.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { toast } from '../../../components/toaster.tsx';
import { usePluginWords } from '../plugin-words.ts';
import { useRemovePlugin } from '../plugins.ts';

interface RemoveDialogProps {
  plugin: PluginDetail;
  onClose: () => void;
  onRemoved: () => void;
}

const choices = ['keep', 'delete'] as const;

/** Uninstalling asks what shall become of settings and data: nobody should lose them by accident. */
export const RemoveDialog = ({ plugin, onClose, onRemoved }: RemoveDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const words = usePluginWords();
  const [data, setData] = useState<'keep' | 'delete'>('keep');
  const remove = useRemovePlugin(plugin.id);
  const name = words(plugin.name, plugin.texts);
  const run = () =>
    remove.mutate(data, {
      onSuccess: () => {
        toast('good', t('plugins.removed', { name }));
        onRemoved();
      },
    });
  return (
    <Dialog title={t('plugins.remove.title', { name })} onClose={onClose}>
      <div className="plugin-remove">
        <p className="dialog-text">{t('plugins.remove.text')}</p>
        {plugin.channels.length > 0 ? <p className="dialog-warning">{t('plugins.remove.channels')}</p> : null}
        <ChoiceCards
          legend={t('plugins.remove.data')}
          choices={choices.map((key) => ({
            key,
            title: t(`plugins.remove.${key}`),
            text: t(`plugins.remove.${key}Text`),
          }))}
          chosen={data}
          onChoose={setData}
        />
        {remove.isError ? (
          <p className="dialog-error" role="alert">
            {errorText(remove.error)}
          </p>
        ) : null}
        <div className="plugin-dialog-acts">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" danger loading={remove.isPending} onClick={run}>
            {t('plugins.remove.act')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
