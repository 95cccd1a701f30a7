import type { Conversation } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { may, serves, useAccount } from '../../app/session.ts';
import { ContactSection } from '../contacts/contact-section.tsx';
import { EarlierSection } from '../contacts/earlier-section.tsx';
import { PanelSection } from '../conversation/panel-section.tsx';
import { TagChips } from '../tags/tag-chips.tsx';
import { TagPicker } from '../tags/tag-picker.tsx';
import { useTagConversation } from '../tags/tags.ts';
import { WrapUpSection } from '../wrap-up/wrap-up-section.tsx';
import '../wrap-up/wrap-up.css';

/** What is known and recorded of a conversation beside its words. */
const RecordsPanel = ({ conversation }: { conversation: Conversation }) => {
  const account = useAccount();
  return (
    <>
      {may(account, 'contacts:read') ? <ContactSection key={conversation.id} conversation={conversation} /> : null}
      <TagsSection conversation={conversation} />
      <WrapUpSection conversation={conversation} />
      <EarlierSection conversationId={conversation.id} />
    </>
  );
};

const TagsSection = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const tag = useTagConversation(conversation);
  const tagging = serves(account) || may(account, 'supervision:write');
  if (!tagging && conversation.tags.length === 0) return null;
  return (
    <PanelSection name="tags" title={t('tags.title')}>
      {tagging ? (
        <TagPicker
          tags={conversation.tags}
          orgUnitId={conversation.skillGroup.id}
          change={(change) => tag.mutateAsync(change)}
        />
      ) : (
        <TagChips tags={conversation.tags} />
      )}
    </PanelSection>
  );
};

export default RecordsPanel;
