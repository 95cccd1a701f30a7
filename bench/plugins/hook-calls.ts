/** What crosses the wire for `message.beforeSend`: about 600 bytes, half of it Chinese. */
export const hookCall = (text = '您好，您的订单已经发出，预计明天下午送达，请注意查收。'.repeat(3)) => ({
  point: 'message.beforeSend',
  payload: {
    message: {
      kind: 'text',
      text,
      author: { kind: 'agent', id: '0190a5a4-7c3e-7d2a-9f51-3c1b8a6e4d21', name: '张三' },
    },
    conversation: {
      id: '0190a5a4-7c3e-7d2a-9f51-3c1b8a6e4d22',
      channelId: 'site',
      channelKind: 'web',
      skillGroupId: 17,
      state: 'active',
      agentId: '0190a5a4-7c3e-7d2a-9f51-3c1b8a6e4d21',
    },
  },
});

export const DEADLINE_MS = 200;
