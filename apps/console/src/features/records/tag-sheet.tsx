import type { Conversation } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';
import { TagPicker } from '../tags/tag-picker.tsx';
import { useTagConversation } from '../tags/tags.ts';
import '../wrap-up/wrap-up.css';

/** Tags by keyboard, wherever the panel is. */
const TagSheet = ({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) => {
  const { t } = useTranslation();
  const tag = useTagConversation(conversation);
  return (
    <Dialog title={t('tags.titleOf', { name: conversation.visitor.name })} onClose={onClose}>
      <div className="wrap-up-dialog tag-sheet">
        <TagPicker
          autoFocus
          tags={conversation.tags}
          orgUnitId={conversation.skillGroup.id}
          change={(change) => tag.mutateAsync(change)}
        />
      </div>
    </Dialog>
  );
};

export default TagSheet;
