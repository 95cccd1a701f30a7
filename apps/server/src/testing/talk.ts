import { newId } from '@cskefu/client';
import type { ConversationEvent, MessageReceipt } from '@cskefu/contract';
import type { TestAgent, TestDesk, TestVisitor } from './test-desk.ts';
import type { TestSocket } from './test-socket.ts';

export interface Talk {
  readonly visitor: TestVisitor;
  readonly conversationId: string;
}

/** A visitor who has said their first words; with an agent, one who is served by them. */
export async function beginTalk(
  desk: TestDesk,
  { agent, channelId }: { agent?: TestAgent; channelId?: string } = {},
): Promise<Talk> {
  const visitor = await desk.buildVisitor(channelId === undefined ? {} : { channelId });
  const { conversationId } = await visitorSays(visitor, '在吗？');
  if (agent) await agent.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
  return { visitor, conversationId };
}

export function visitorSays(visitor: TestVisitor, text: string, id = newId()): Promise<MessageReceipt> {
  return visitor.http.request('POST /api/visitor/messages', { body: { id, message: { kind: 'text', text } } });
}

export function agentSays(
  agent: TestAgent,
  conversationId: string,
  text: string,
  id = newId(),
): Promise<MessageReceipt> {
  return agent.http.request('POST /api/conversations/:id/messages', {
    params: { id: conversationId },
    body: { id, message: { kind: 'text', text } },
  });
}

export function closeTalk(agent: TestAgent, conversationId: string): Promise<unknown> {
  return agent.http.request('POST /api/conversations/:id/close', { params: { id: conversationId } });
}

/** The events of one conversation that a connection has got, in the order in which they came. */
export function eventsAt(socket: TestSocket, conversationId: string): ConversationEvent[] {
  return socket.frames.flatMap((frame) =>
    frame.type === 'event' && frame.event.conversationId === conversationId ? [frame.event] : [],
  );
}

export const seqsAt = (socket: TestSocket, conversationId: string) =>
  eventsAt(socket, conversationId).map((event) => event.seq);

/** The words among those events. */
export const textsAt = (socket: TestSocket, conversationId: string) =>
  eventsAt(socket, conversationId).flatMap((event) => (event.type === 'message.created' ? [event.message.text] : []));

export const countTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index);
