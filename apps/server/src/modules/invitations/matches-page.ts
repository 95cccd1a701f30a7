/** Whether an address fits a pattern: `*` is anything, a pattern without one is part of the address, an empty one fits all. */
export function matchesPage(pattern: string, url: string): boolean {
  const wanted = pattern.trim().toLowerCase();
  const address = url.toLowerCase();
  if (wanted === '') return true;
  if (!wanted.includes('*')) return address.includes(wanted);
  const [first = '', ...rest] = wanted.split('*');
  // A pattern that begins with a path means the path, wherever the site is.
  const start = first.startsWith('/') ? address.indexOf('/', address.indexOf('//') + 2) : 0;
  if (start < 0 || !address.startsWith(first, start)) return false;
  let at = start + first.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isLast ? address.length - part.length : address.indexOf(part, at);
    if (found < at || !address.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
}
