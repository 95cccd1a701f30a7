import type { OutboxItem } from '@cskefu/client';
import { expect, test } from 'vitest';
import { at, began, buildThread, ended, said, taken, waits, wrote } from '../testing/build-thread.ts';
import { initialTalk, type TalkState } from './talk-state.ts';
import { newestOwn, type Row, timeline } from './timeline.ts';

const rowsOf = (state: Partial<TalkState>) => timeline({ ...initialTalk, ...state }, []);

const item = (text: string, change: Partial<OutboxItem> = {}): OutboxItem => ({
  id: `id of ${text}`,
  conversationId: null,
  message: { kind: 'text', text },
  createdAt: at(60),
  order: 1,
  state: 'waiting',
  ...change,
});

const words = (rows: Row[]) =>
  rows.map((row) => {
    if (row.kind === 'line') return `${row.line.text}${row.line.state ? ` (${row.line.state})` : ''}`;
    return row.kind === 'notice' ? `- ${row.notice.type}` : `- ${row.kind}`;
  });

test('tells a conversation from top to bottom', () => {
  const thread = buildThread([began, wrote('在吗？'), taken, said('您好'), ended], { reads: { visitor: 4, agent: 4 } });
  expect(words(rowsOf({ threads: [thread] }))).toEqual(['- day', '在吗？ (read)', '- joined', '您好', '- closed']);
});

test('a wait is told only as long as it lasts', () => {
  expect(words(rowsOf({ threads: [buildThread([began, wrote('在吗？'), waits])] }))).toContain('- waiting');
  expect(words(rowsOf({ threads: [buildThread([began, wrote('在吗？'), waits, taken])] }))).not.toContain('- waiting');
});

test('what is read and what is only sent differ by the mark of the agent', () => {
  const thread = buildThread([began, wrote('一'), wrote('二')], { reads: { visitor: 3, agent: 2 } });
  expect(words(rowsOf({ threads: [thread] }))).toEqual(['- day', '一 (read)', '二 (sent)']);
});

test('earlier conversations stand above, with a divider between', () => {
  const earlier = buildThread([began, wrote('上次')], { id: 'c0' });
  const now = buildThread([began, wrote('这次')]);
  expect(words(rowsOf({ threads: [earlier, now] }))).toEqual(['- day', '上次 (sent)', '- divider', '这次 (sent)']);
});

test('messages of one author within two minutes stand together', () => {
  const late = { ...said('还在吗？'), at: at(200) };
  const rows = rowsOf({ threads: [buildThread([began, said('您好'), said('请讲'), late, wrote('好的')])] });
  const groups = rows.flatMap((row) => (row.kind === 'line' ? [[row.line.text, row.first, row.last]] : []));
  expect(groups).toEqual([
    ['您好', true, false],
    ['请讲', false, true],
    ['还在吗？', true, true],
    ['好的', true, true],
  ]);
});

test('a message that is stored already is shown once, also when its acknowledgement comes later', () => {
  const threads = [buildThread([began, wrote('在吗？')])];
  const accepted = [{ item: item('在吗？'), conversationId: 'c1', seq: 2 }];
  expect(words(rowsOf({ threads, accepted }))).toEqual(['- day', '在吗？ (sent)']);
});

test('what is on its way stands below, acknowledged before waiting', () => {
  const accepted = [{ item: item('确认'), conversationId: 'c1', seq: 9 }];
  const outbox = [item('等待'), item('失败', { state: 'failed', error: 'too_large' })];
  expect(words(rowsOf({ threads: [buildThread([began, wrote('一')])], accepted, outbox }))).toEqual([
    '- day',
    '一 (sent)',
    '确认 (sent)',
    '等待 (waiting)',
    '失败 (failed)',
  ]);
});

test('a message is never shown twice, whichever of event and acknowledgement comes first', () => {
  const threads = [buildThread([began, wrote('一')])];
  expect(words(rowsOf({ threads, outbox: [item('一', { state: 'sending' })] }))).toEqual(['- day', '一 (sent)']);
  const accepted = [{ item: item('二'), conversationId: 'c1', seq: 3 }];
  expect(words(rowsOf({ accepted, outbox: [item('二', { state: 'sending' })] }))).toEqual(['- day', '二 (sent)']);
});

test('a message keeps its key from the first moment to the last', () => {
  const keyIn = (rows: Row[]) => rows.find((row) => row.kind === 'line')?.key;
  const waiting = keyIn(rowsOf({ outbox: [item('一')] }));
  expect(keyIn(rowsOf({ accepted: [{ item: item('一'), conversationId: 'c1', seq: 2 }] }))).toBe(waiting);
  expect(keyIn(rowsOf({ threads: [buildThread([began, wrote('一')])] }))).toBe(waiting);
});

test('a picture of this page is shown from memory, before the server has a link for it', () => {
  const info = { id: 'f1', kind: 'image', name: 'a.png', mime: 'image/png', size: 9, width: 4, height: 3 } as const;
  const outbox = [item('图', { message: { kind: 'image', fileId: 'f1' } })];
  const rows = rowsOf({ outbox, ownFiles: { f1: { info, preview: 'blob:x' } } });
  expect(rows.at(-1)).toMatchObject({ line: { file: { id: 'f1', name: 'a.png', preview: 'blob:x' } } });
});

test('the newest own message that has arrived is the one with the words below', () => {
  const threads = [buildThread([began, wrote('一'), wrote('二'), said('好')])];
  expect(newestOwn(rowsOf({ threads, outbox: [item('三')] }))?.text).toBe('二');
  expect(newestOwn([])).toBeNull();
});
