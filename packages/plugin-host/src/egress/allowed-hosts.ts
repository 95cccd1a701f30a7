import { domainToASCII } from 'node:url';

/**
 * Whether a manifest allows a host: `api.example.com`, `*.example.com` (what is below it), `*` (every host), each with `:port` where it is another one than
 * that of https. What is allowed here may still be refused: the private networks are the operator's.
 */
export const isAllowedHost = (allow: readonly string[], url: URL, isNamedByOperator = false): boolean => {
  const host = url.hostname.replace(/\.$/, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return allow.some((entry) => {
    if (entry === '*') return true;
    const [, pattern = '', allowedPort = '443'] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    return matches(pattern, host) && (port === allowedPort || (isNamedByOperator && !/:\d+$/.test(entry)));
  });
};

const matches = (pattern: string, host: string): boolean =>
  pattern.startsWith('*.') ? host.endsWith(`.${ascii(pattern.slice(2))}`) : ascii(pattern) === host;

const ascii = (name: string): string => domainToASCII(name) || name.toLowerCase();
