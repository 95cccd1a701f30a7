import { z } from 'zod';
import { channelId, cursor, locale, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

const words = z.object({ 'zh-CN': z.string(), en: z.string() });

export const visitorRegion = z
  .object({
    kind: z.enum(['place', 'local', 'unknown']).meta({ description: '`local`: an address of a private network' }),
    name: words.meta({ description: 'Such as 江苏省 苏州市; empty unless it is a place' }),
  })
  .meta({ id: 'VisitorRegion' });
export type VisitorRegion = z.infer<typeof visitorRegion>;

export const visitorSource = z
  .object({
    kind: z.enum(['direct', 'search', 'campaign', 'referral']),
    name: z.string().nullable().meta({ description: 'The search engine, the campaign, or the host of the referrer' }),
    term: z.string().nullable().meta({ description: 'The search word, where it was handed on' }),
  })
  .meta({ id: 'VisitorSource' });
export type VisitorSource = z.infer<typeof visitorSource>;

export const visitorDevice = z.object({
  kind: z.enum(['computer', 'phone', 'tablet', 'unknown']),
  browser: z.string().nullable(),
  system: z.string().nullable(),
});
export type VisitorDevice = z.infer<typeof visitorDevice>;

export const invitationState = z.enum(['sent', 'accepted', 'refused', 'expired']);
export type InvitationState = z.infer<typeof invitationState>;

/** Somebody who is on a page of a site now. */
export const onlineVisitor = z
  .object({
    id: uuid,
    name: z.string(),
    identified: z.boolean(),
    channel: z.object({ id: channelId, name: z.string() }),
    skillGroupId: orgUnitId,
    page: z.object({ url: z.string(), title: z.string(), since: timestamp }),
    since: timestamp.meta({ description: 'Beginning of the visit' }),
    pages: z.int().meta({ description: 'Pages looked at in this visit' }),
    visits: z.int().meta({ description: '1: here for the first time' }),
    region: visitorRegion,
    source: visitorSource,
    device: visitorDevice,
    conversation: z
      .object({ id: uuid, state: z.enum(['bot', 'waiting', 'active']), agent: z.string().nullable() })
      .nullable(),
    invitation: z.object({ state: invitationState, at: timestamp }).nullable().meta({
      description: 'The latest one of this visit',
    }),
  })
  .meta({ id: 'OnlineVisitor' });
export type OnlineVisitor = z.infer<typeof onlineVisitor>;

/** Which visitors a screen shows: filtered, sorted, and only the window that is on it. */
const filters = {
  channelId: channelId.optional(),
  page: storableText(200).optional().meta({ description: 'Address or title contains it' }),
  region: storableText(60).optional().meta({ description: 'Name of the region contains it' }),
  conversation: z.enum(['with', 'without']).optional(),
  sort: z.enum(['arrived', 'longest', 'page']).default('arrived').meta({
    description: '`arrived`: newest first; `longest`: oldest first; `page`: those who have just changed the page first',
  }),
};
export const onlineVisitorsQuery = z.object({
  ...filters,
  offset: z.int().min(0).max(100_000).default(0),
  limit: z.int().min(1).max(100).default(50),
});
export type OnlineVisitorsQuery = z.infer<typeof onlineVisitorsQuery>;

/** What a page of a site tells of itself. Query strings are cut off except `utm_*`. */
export const pageReport = z.object({
  url: storableText(2_000).min(1),
  title: storableText(300).default(''),
  referrer: storableText(2_000).default(''),
});
export type PageReport = z.infer<typeof pageReport>;

/** The first frame of a browser that only looks at pages; instead of `hello`. */
export const browseFrame = z.object({
  type: z.literal('browse'),
  channelId,
  token: z.string().max(1_000).optional().meta({ description: 'Of this browser, if it has one' }),
  locale: locale.optional(),
  page: pageReport,
});
export type BrowseFrame = z.infer<typeof browseFrame>;

/** What a visitor is shown of an invitation. */
export const shownInvitation = z.object({
  id: uuid,
  text: z.string(),
  agent: z.object({ name: z.string() }).nullable().meta({ description: 'Null: an automatic one' }),
});
export type ShownInvitation = z.infer<typeof shownInvitation>;

export const visit = z
  .object({
    id: uuid,
    number: z.int(),
    startedAt: timestamp,
    endedAt: timestamp.meta({ description: 'While it lasts: when something was last heard' }),
    referrer: z.string(),
    source: visitorSource,
    region: visitorRegion,
    device: visitorDevice,
    pages: z.int(),
    pageViews: z.array(z.object({ url: z.string(), title: z.string(), at: timestamp })).meta({
      description: 'The newest ones, newest first',
    }),
  })
  .meta({ id: 'Visit' });
export type Visit = z.infer<typeof visit>;

export const sentInvitation = z
  .object({
    id: uuid,
    state: invitationState,
    text: z.string(),
    agent: z.object({ id: uuid, name: z.string() }).nullable(),
    rule: z.string().nullable().meta({ description: 'Name of the rule of an automatic one' }),
    at: timestamp,
    answeredAt: timestamp.nullable(),
    conversationId: uuid.nullable(),
  })
  .meta({ id: 'Invitation' });
export type SentInvitation = z.infer<typeof sentInvitation>;

export const visitorTrail = z
  .object({
    online: onlineVisitor.nullable().meta({ description: 'Null: not on any page now' }),
    visits: z.array(visit).meta({ description: 'The newest ones, newest first' }),
    invitations: z.array(sentInvitation),
    invitationText: z.string().nullable().meta({ description: 'What the channel begins an invitation with' }),
    conversations: z
      .array(
        z.object({
          id: uuid,
          state: z.string(),
          createdAt: timestamp,
          agent: z.string().nullable(),
        }),
      )
      .meta({ description: 'The newest ones that the caller may see' }),
  })
  .meta({ id: 'VisitorTrail' });
export type VisitorTrail = z.infer<typeof visitorTrail>;

export const onlineVisitorRoutes = {
  list: route({
    method: 'GET',
    path: '/api/online-visitors',
    summary: 'Who is on the pages of the sites now; screens follow this list by `watch_visitors`',
    access: ['visitors:read'],
    scope: 'list',
    query: z.object({
      ...filters,
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(onlineVisitor),
  }),
  trail: route({
    method: 'GET',
    path: '/api/online-visitors/:id/trail',
    summary: 'Pages, technology, invitations and conversations of a visitor',
    access: ['visitors:read'],
    scope: { item: 'visitor', param: 'id' },
    params: z.object({ id: uuid }),
    response: visitorTrail,
    errors: ['not_found'],
  }),
  trailOfConversation: route({
    method: 'GET',
    path: '/api/conversations/:id/visitor-trail',
    summary: 'The same for the visitor of a conversation that I see',
    access: ['conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: z.object({ id: uuid }),
    response: visitorTrail,
    errors: ['not_found'],
  }),
} as const;
