import type { Conversation, ConversationAssignment } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { SkeletonLine } from '../../components/skeleton.tsx';
import './why-assigned.css';

/** Why this agent and not another one; or what the conversation waits for. Asked when somebody opens it. */
export const WhyAssigned = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { id, state, agent, seq } = conversation;
  if (state === 'closed' && !agent) return null;
  return (
    <details className="why" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t(state === 'waiting' ? 'assignment.whyWaiting' : 'assignment.whyAgent')}</summary>
      {open ? <Answer id={id} seq={seq} /> : null}
    </details>
  );
};

/** With each event of the conversation the answer may be another one. */
const Answer = ({ id, seq }: { id: string; seq: number }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: ['conversations', id, 'assignment', seq],
    queryFn: () => http.request('GET /api/conversations/:id/assignment', { params: { id } }),
    staleTime: 5_000,
  });
  if (error) return <p role="alert">{errorText(error)}</p>;
  if (!data) return <SkeletonLine width="70%" />;
  if (data.waiting) return <Waiting waiting={data.waiting} />;
  return data.assignment ? <Chosen assignment={data.assignment} /> : <p>{t('assignment.unknown')}</p>;
};

const Waiting = ({ waiting }: { waiting: NonNullable<ConversationAssignment['waiting']> }) => {
  const { t } = useTranslation();
  return (
    <p>
      {t(`assignment.waiting.${waiting.reason}`, { name: waiting.boundAgent?.name ?? '' })}
      <small>{t('assignment.place', { place: waiting.place })}</small>
    </p>
  );
};

const Chosen = ({ assignment }: { assignment: NonNullable<ConversationAssignment['assignment']> }) => {
  const { t } = useTranslation();
  const { agent, rule, others } = assignment;
  return (
    <>
      <p>
        {agent.name}
        <small>{t(`assignment.rules.${rule}`)}</small>
      </p>
      {others.length > 0 ? (
        <>
          <h5>{t('assignment.others')}</h5>
          <ul>
            {others.map((other) => (
              <li key={other.agent.id}>
                {other.agent.name}
                <small>
                  {t(`assignment.passedOver.${other.why}`)} · {t('assignment.load', { count: other.load })}
                </small>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
};
