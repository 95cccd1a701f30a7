import type { OnlineVisitor, SentInvitation, Visit, VisitorTrail } from '@cskefu/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Elapsed, FullMoment, Moment } from '../../components/time.tsx';
import { pathOf, useVisitorWords } from './visitor-words.ts';
import './trail.css';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="trail-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Here = ({ online }: { online: OnlineVisitor }) => {
  const { t } = useTranslation();
  return (
    <p className="trail-here">
      <span className="trail-dot" aria-hidden="true" />
      <span>
        <strong dir="auto">{online.page.title || pathOf(online.page.url)}</strong>
        <a href={online.page.url} target="_blank" rel="noreferrer">
          {pathOf(online.page.url)}
        </a>
        <small>
          {t('visitors.trail.onPage')} <Elapsed since={online.page.since} />
        </small>
      </span>
    </p>
  );
};

/** Where from, with what, how often. */
const Facts = ({ from, count }: { from: Pick<Visit, 'region' | 'source' | 'device' | 'referrer'>; count: number }) => {
  const { t } = useTranslation();
  const words = useVisitorWords();
  return (
    <dl className="trail-facts">
      <Fact name={t('visitors.columns.region')}>{words.region(from.region)}</Fact>
      <Fact name={t('visitors.columns.source')}>{words.source(from.source)}</Fact>
      {from.referrer ? <Fact name={t('visitors.trail.referrer')}>{from.referrer}</Fact> : null}
      <Fact name={t('visitors.columns.device')}>
        {t(`visitors.devices.${from.device.kind}`)} · {words.device(from.device)}
      </Fact>
      <Fact name={t('visitors.columns.visits')}>{count}</Fact>
    </dl>
  );
};

const Pages = ({ visit, heading: Heading }: { visit: Visit; heading: 'h3' | 'h4' }) => {
  const { t } = useTranslation();
  return (
    <section className="trail-visit">
      <Heading>
        {t('visitors.trail.visit', { number: visit.number })} · <FullMoment at={visit.startedAt} /> ·{' '}
        {t('visitors.pages', { count: visit.pages })}
      </Heading>
      <ol>
        {visit.pageViews.map(({ url, title, at }) => (
          <li key={`${at}${url}`}>
            <Moment at={at} />
            <a href={url} target="_blank" rel="noreferrer" title={url} dir="auto">
              {title || pathOf(url)}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
};

const Invitation = ({ invitation }: { invitation: SentInvitation }) => {
  const { t } = useTranslation();
  const { agent, rule, state, at, text } = invitation;
  return (
    <li>
      <span>
        <Moment at={at} /> · {agent?.name ?? t('visitors.trail.rule', { name: rule ?? '' })} ·{' '}
        {t(`visitors.invitationStates.${state}`)}
      </span>
      <q dir="auto">{text}</q>
    </li>
  );
};

interface TrailProps {
  trail: VisitorTrail;
  /** Of the conversation beside which it stands: it needs no link to itself. */
  besides?: string;
  /** Of its parts, as the place asks for. */
  heading: 'h3' | 'h4';
}

/** What a visitor did on the site, and what passed between them and us. */
export const Trail = ({ trail, besides, heading: Heading }: TrailProps) => {
  const { t } = useTranslation();
  const { online, visits, invitations } = trail;
  const conversations = trail.conversations.filter(({ id }) => id !== besides);
  const [newest] = visits;
  if (!online && !newest && invitations.length === 0 && conversations.length === 0)
    return <p className="trail-nothing">{t('visitors.trail.nothing')}</p>;
  return (
    <div className="trail">
      {online ? <Here online={online} /> : null}
      {newest ? <Facts from={newest} count={newest.number} /> : null}
      {visits.map((visit) => (
        <Pages key={visit.id} visit={visit} heading={Heading} />
      ))}
      {invitations.length > 0 ? (
        <section className="trail-list">
          <Heading>{t('visitors.trail.invitations')}</Heading>
          <ul>
            {invitations.map((invitation) => (
              <Invitation key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        </section>
      ) : null}
      {conversations.length > 0 ? (
        <section className="trail-list">
          <Heading>{t('visitors.trail.conversations')}</Heading>
          <ul>
            {conversations.map(({ id, createdAt, agent }) => (
              <li key={id}>
                <Link to="/workbench/$conversationId" params={{ conversationId: id }}>
                  <FullMoment at={createdAt} /> · {agent ?? t('panel.nobody')}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
};
