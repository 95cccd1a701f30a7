import { skipToken, useQuery } from '@tanstack/react-query';
import { Eye, PencilLine } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '../../app/realtime/attending.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { attendingKey } from '../../app/realtime/keys.ts';
import './strips.css';

/** Tells colleagues that this conversation is before us, and shows which of them have it before them too. */
export const AttendingStrip = ({ conversationId }: { conversationId: string }) => {
  const { t, i18n } = useTranslation();
  const { attending } = useDesk();
  const { data: colleagues = [] } = useQuery<readonly Colleague[]>({
    queryKey: attendingKey(conversationId),
    queryFn: skipToken,
  });
  useEffect(() => attending.attend(conversationId), [attending, conversationId]);
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const namesOf = (writing: boolean) => colleagues.filter((one) => one.writing === writing).map(({ name }) => name);
  const [writing, viewing] = [namesOf(true), namesOf(false)];
  const words = [
    ...(writing.length > 0 ? [t('attending.writing', { count: writing.length, names: list.format(writing) })] : []),
    ...(viewing.length > 0 ? [t('attending.viewing', { count: viewing.length, names: list.format(viewing) })] : []),
  ];
  return (
    <div role="status">
      {words.length > 0 ? (
        <div className="thread-strip">
          {writing.length > 0 ? <PencilLine size={14} aria-hidden="true" /> : <Eye size={14} aria-hidden="true" />}
          <span>{words.join(t('attending.between'))}</span>
        </div>
      ) : null}
    </div>
  );
};
