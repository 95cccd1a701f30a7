import { expect, test, vi } from 'vitest';
import { createApi } from './api.ts';
import { createEvents } from './events.ts';
import type { Widget } from './mount.ts';

const buildWidget = () => {
  const setOpen = vi.fn<Widget['setOpen']>();
  const identify = vi.fn<Widget['identify']>();
  return { setOpen, identify };
};

test('calls made before the chat is on the page are kept and made in order', async () => {
  const widget = buildWidget();
  let mounted = (_: Widget) => {};
  const api = createApi(new Promise<Widget>((resolve) => (mounted = resolve)), createEvents());
  const identity = { userId: 'u1', signature: 'a'.repeat(64) };
  api.identify(identity);
  api.open();
  api.q.push(['close']);
  expect(widget.setOpen).not.toHaveBeenCalled();

  mounted(widget);
  await vi.waitFor(() => expect(widget.setOpen).toHaveBeenCalledTimes(2));
  expect(widget.identify).toHaveBeenCalledWith(identity);
  expect(widget.setOpen.mock.calls).toEqual([[true], [false]]);
});

test('the queue works after the script has run, too', async () => {
  const widget = buildWidget();
  const api = createApi(Promise.resolve(widget), createEvents());
  api.q.push(['toggle']);
  await vi.waitFor(() => expect(widget.setOpen).toHaveBeenCalledWith());
});

test('without a channel calls do nothing, and nothing breaks', async () => {
  const api = createApi(Promise.resolve(undefined), createEvents());
  api.open();
  api.toggle();
  api.identify({ userId: 'u1', signature: '' });
  await expect(Promise.resolve()).resolves.toBeUndefined();
});

test('a listener hears its own event until it is taken back', async () => {
  const events = createEvents();
  const api = createApi(Promise.resolve(undefined), events);
  const heard: number[] = [];
  const stop = api.on('unread', (count) => heard.push(count));
  events.emit('open');
  events.emit('unread', 2);
  await vi.waitFor(() => expect(heard).toEqual([2]));
  stop();
  events.emit('unread', 3);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(heard).toEqual([2]);
});
