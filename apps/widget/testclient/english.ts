/** The page is written in Chinese; this is what stands in place of each of its texts in English. */
export const english = {
  name: 'Qinghe Tea Garden',
  teas: 'Teas',
  install: 'Add the chat',
  otherLanguage: '中文',
  eyebrow: 'Wuyi Mountains · 900 m',
  headline: 'Good tea takes a little time',
  lead: 'We grow and roast tea in the hills and help you choose it online. Not sure which one is yours? Open the chat in the corner and ask our tea masters.',
  ask: 'Ask a tea master',
  teasTitle: 'This season',
  greenName: 'Cloud Green',
  greenText: 'Picked in early spring. Fresh, with a long sweet finish. A morning tea.',
  oolongName: 'Rock Oolong',
  oolongText: 'Slowly roasted over charcoal. Mineral and floral, good for seven infusions.',
  blackName: 'Tongmu Black',
  blackText: 'A hint of pine smoke and dried longan. Lovely with pastry.',
  installTitle: 'Put this chat on your own site',
  installText:
    'This is a demo: company and products are made up. Paste this line before the end of your <body> and the chat button appears.',
  copy: 'Copy',
  fullPageText: 'On a phone or in WeChat, this link opens the chat on a page of its own:',
  footer: 'Qinghe Tea Garden (demo) · live chat by Cskefu',
};
