export const invitationTexts = {
  'zh-CN': {
    from: (name: string) => `${name} 邀请您对话`,
    house: '在线客服邀请您对话',
    talk: '开始对话',
    later: '稍后再说',
  },
  en: {
    from: (name: string) => `${name} invites you to chat`,
    house: 'You are invited to chat',
    talk: 'Start chatting',
    later: 'Not now',
  },
};
