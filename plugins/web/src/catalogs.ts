import en from '../locales/en.json' with { type: 'json' };
import zh from '../locales/zh-CN.json' with { type: 'json' };

export const catalogs = { 'zh-CN': zh, en };
