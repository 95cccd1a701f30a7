import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Colleague, createAttending } from './attending.ts';
import { attendingKey } from './keys.ts';

const C = 'c1';
const lilei = { id: 'a2', name: '李雷' };

const start = () => {
  const queryClient = new QueryClient();
  const sent: unknown[] = [];
  const realtime = { send: (frame: unknown) => sent.push(frame) > 0 };
  const attending = createAttending({ queryClient, realtime, accountId: 'a1' });
  const seen = () => queryClient.getQueryData<readonly Colleague[]>(attendingKey(C)) ?? [];
  return { attending, sent, seen };
};

describe('who else has a conversation before them', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', { visibilityState: 'visible' });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is told when one comes and goes, and answered to who asks', () => {
    const { attending, sent } = start();
    const leave = attending.attend(C);
    attending.show({ type: 'attending', conversationId: C, who: lilei, doing: 'viewing', asks: true });
    leave();
    expect(sent).toEqual([
      { type: 'attend', conversationId: C, doing: 'viewing', asks: true },
      { type: 'attend', conversationId: C, doing: 'viewing' },
      { type: 'attend', conversationId: C, doing: 'left' },
    ]);
    attending.dispose();
  });

  it('is shown until they leave, or say nothing for half a minute; writing ends sooner', () => {
    const { attending, seen } = start();
    attending.show({ type: 'attending', conversationId: C, who: lilei, doing: 'writing' });
    expect(seen()).toEqual([{ ...lilei, writing: true }]);
    vi.advanceTimersByTime(6_000);
    expect(seen()).toEqual([{ ...lilei, writing: false }]);
    vi.advanceTimersByTime(31_000);
    expect(seen()).toEqual([]);
    attending.show({ type: 'attending', conversationId: C, who: lilei, doing: 'viewing' });
    attending.show({ type: 'attending', conversationId: C, who: lilei, doing: 'left' });
    expect(seen()).toEqual([]);
    attending.dispose();
  });

  it('is not oneself on another screen', () => {
    const { attending, seen } = start();
    attending.show({ type: 'attending', conversationId: C, who: { id: 'a1', name: '我' }, doing: 'viewing' });
    expect(seen()).toEqual([]);
    attending.dispose();
  });
});
