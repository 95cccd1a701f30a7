import type { Locale } from '@cskefu/contract';

const zhCN = {
  name: '青禾茶园',
  teas: '茶品',
  install: '接入客服',
  otherLanguage: 'English',
  eyebrow: '武夷山 · 海拔 900 米',
  headline: '一杯茶的时间，慢慢聊',
  lead: '我们在山里种茶、制茶，也在线上为您挑茶。拿不准选哪一款？点开右下角，和我们的茶师聊聊。',
  ask: '咨询茶师',
  teasTitle: '本季茶品',
  greenName: '云雾绿茶',
  greenText: '清明前采摘，鲜爽回甘，适合清晨。',
  oolongName: '岩韵乌龙',
  oolongText: '炭火慢焙，有岩骨花香，耐泡七次。',
  blackName: '桐木红茶',
  blackText: '松烟香里带一点桂圆甜，适合配点心。',
  installTitle: '把这个客服窗口放到您的网站',
  installText: '这是演示页面，公司和商品都是虚构的。把下面这行代码放进网页的 <body> 末尾，聊天按钮就会出现。',
  copy: '复制代码',
  copied: '已复制',
  fullPageText: '手机或微信里，也可以直接打开这个链接：',
  footer: '青禾茶园（演示） · 由春松客服提供在线咨询',
};

type PageTexts = typeof zhCN;

const en: PageTexts = {
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
  copied: 'Copied',
  fullPageText: 'On a phone or in WeChat, this link opens the chat on a page of its own:',
  footer: 'Qinghe Tea Garden (demo) · live chat by Cskefu',
};

export const pageTexts: Record<Locale, PageTexts> = { 'zh-CN': zhCN, en };
