import type { SignedInSession } from '@cskefu/contract';

type Device = SignedInSession['device'];

const BROWSERS: readonly [RegExp, string][] = [
  [/\bMicroMessenger\/(\d+)/, 'WeChat'],
  [/\b(?:DingTalk|AliApp\(DingTalk)\/(\d+)/, 'DingTalk'],
  [/\b(?:Lark|Feishu)\/(\d+)/, 'Feishu'],
  [/\bEdg(?:A|iOS)?\/(\d+)/, 'Edge'],
  [/\b(?:OPR|Opera)\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\bQQBrowser\/(\d+)/, 'QQ Browser'],
  [/\bUCBrowser\/(\d+)/, 'UC Browser'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+).*\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(?:HarmonyOS|OpenHarmony)\b/, 'HarmonyOS'],
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPod)\b/, 'iOS'],
  [/\biPad\b/, 'iPadOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a user agent says about itself, as far as a person needs it to recognize their own browser. */
export function describeDevice(userAgent: string): Device {
  const found = BROWSERS.map(([pattern, name]) => ({ name, version: pattern.exec(userAgent)?.[1] }));
  const browser = found.find(({ version }) => version !== undefined);
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  return {
    kind: kindOf(userAgent, system),
    browser: browser ? `${browser.name} ${browser.version}` : null,
    system,
  };
}

function kindOf(userAgent: string, system: string | null): Device['kind'] {
  if (system === null) return 'unknown';
  if (system === 'iPadOS' || /\bTablet\b/.test(userAgent)) return 'tablet';
  if (system === 'iOS' || /\bMobile\b/.test(userAgent)) return 'phone';
  return system === 'Android' || system === 'HarmonyOS' ? 'tablet' : 'computer';
}

/** For the event log: `Chrome 143, Windows`; null when nothing is known. */
export function nameDevice({ browser, system }: Device): string | null {
  return [browser, system].filter((part) => part !== null).join(', ') || null;
}
