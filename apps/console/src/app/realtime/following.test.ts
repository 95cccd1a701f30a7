import { emptyThread, type OutgoingFrame, type Realtime, type Thread } from '@cskefu/client';
import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { createFollowing } from './following.ts';
import { threadKey } from './keys.ts';

const thread = (id: string): Thread => ({
  ...emptyThread({
    id,
    channel: { id: 'web', name: 'Web', type: 'web' },
    skillGroup: { id: 2, name: 'Sales' },
    visitor: { id: 'v1', name: 'Visitor', identified: false },
  }),
  seq: 7,
});

const build = () => {
  const queryClient = new QueryClient();
  const sent: OutgoingFrame[] = [];
  let online = false;
  const realtime = {
    send: (frame: OutgoingFrame) => {
      if (online) sent.push(frame);
      return online;
    },
  } as Realtime;
  const following = createFollowing({ queryClient, realtime, onHead: () => undefined });
  const follow = (id: string) => {
    queryClient.setQueryData(threadKey(id), thread(id));
    return following.follow(id);
  };
  const goOnline = () => {
    online = true;
    following.welcomed();
  };
  return { following, follow, goOnline, sent };
};

it('names in the greeting what is followed, and does not ask for it twice', () => {
  const { following, follow, goOnline, sent } = build();
  follow('c1');
  expect(following.resumePoints()).toEqual([{ conversationId: 'c1', after: 7 }]);
  goOnline();
  expect(sent).toEqual([]);
});

it('asks for a conversation that was opened between the greeting and its answer', () => {
  const { following, follow, goOnline, sent } = build();
  expect(following.resumePoints()).toEqual([]);
  follow('c1');
  follow('c2')();
  goOnline();
  expect(sent).toEqual([{ type: 'subscribe', conversationId: 'c1', after: 7 }]);
});
