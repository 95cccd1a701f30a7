import { type AccountImport, accountRoutes } from '@cskefu/contract';
import { type AccountActor, holdsAll, mayAppoint } from '../access/index.ts';
import { isStrongPassword } from '../identity/index.ts';
import { readLoginNames } from './account-facts.ts';
import type { NewProfile } from './create-account.ts';
import type { ImportColumn, ImportedLine } from './import-file.ts';
import type { ImportLookups, LoginNameLists } from './import-lookups.ts';

type Problem = AccountImport['rows'][number]['problems'][number];
const fields = accountRoutes.create.body.shape;

/** A line of the file, what is wrong with it, and the account that it would become. */
export interface CheckedLine {
  readonly line: ImportedLine;
  readonly problems: readonly Problem[];
  readonly profile: NewProfile;
}

/** Names to sign in by, as they would be stored; by line. */
export function loginNamesOf({ username, email, mobile }: ImportedLine) {
  return readLoginNames({ username, email, mobile: mobile === '' ? null : mobile }).names;
}

export function listLoginNames(lines: readonly ImportedLine[]): LoginNameLists {
  const names = lines.map(loginNamesOf);
  const all = (field: 'username' | 'email' | 'mobile') => names.flatMap((name) => name[field] ?? []);
  return { username: all('username'), email: all('email'), mobile: all('mobile') };
}

export function checkLines(lines: readonly ImportedLine[], actor: AccountActor, lookups: ImportLookups): CheckedLine[] {
  const isRepeated = countNames(listLoginNames(lines));
  return lines.map((line) => checkLine(line, actor, lookups, isRepeated));
}

type IsRepeated = (field: 'username' | 'email' | 'mobile', value: string) => boolean;

function countNames(names: LoginNameLists): IsRepeated {
  const counts = new Map<string, number>();
  for (const [field, values] of Object.entries(names))
    for (const value of values) counts.set(`${field} ${value}`, (counts.get(`${field} ${value}`) ?? 0) + 1);
  return (field, value) => (counts.get(`${field} ${value}`) ?? 0) > 1;
}

function checkLine(
  line: ImportedLine,
  actor: AccountActor,
  lookups: ImportLookups,
  isRepeated: IsRepeated,
): CheckedLine {
  const problems: Problem[] = [];
  const wrong = (field: ImportColumn, code: Problem['code']) => void problems.push({ field, code });

  checkShapes(line, wrong);
  const names = loginNamesOf(line);
  for (const field of ['username', 'email', 'mobile'] as const) {
    const value = names[field];
    if (value == null || problems.some((problem) => problem.field === field)) continue;
    if (isRepeated(field, value)) wrong(field, 'repeated');
    else if (lookups.isTaken(field, value)) wrong(field, 'taken');
  }
  const unit = lookups.unit(line.unit);
  if (typeof unit === 'string') wrong('unit', unit);
  const roleIds = checkRoles(line, actor, lookups, wrong);
  const administrator = readFlag(line.administrator);
  if (administrator === undefined) wrong('administrator', 'invalid');
  if (administrator && !mayAppoint(actor)) wrong('administrator', 'beyond_own_rights');
  const agent = readFlag(line.agent);
  if (agent === undefined) wrong('agent', 'invalid');

  const profile: NewProfile = {
    username: line.username,
    name: line.name,
    email: line.email,
    mobile: line.mobile === '' ? null : line.mobile,
    locale: 'zh-CN',
    orgUnitId: typeof unit === 'string' ? 0 : unit.id,
    roleIds,
    administrator: administrator ?? false,
    agent: agent ?? false,
    extension: line.extension === '' ? null : line.extension,
  };
  return { line, problems, profile };
}

function checkShapes(line: ImportedLine, wrong: (field: ImportColumn, code: Problem['code']) => void): void {
  for (const field of ['username', 'name', 'email', 'password'] as const)
    if (line[field] === '') wrong(field, 'missing');
  for (const field of ['username', 'name', 'email', 'password', 'mobile', 'extension'] as const)
    if (line[field] !== '' && !fields[field].safeParse(line[field]).success) wrong(field, 'invalid');
  if (line.password !== '' && !isStrongPassword(line.password)) wrong('password', 'weak');
}

function checkRoles(
  line: ImportedLine,
  actor: AccountActor,
  lookups: ImportLookups,
  wrong: (field: ImportColumn, code: Problem['code']) => void,
): number[] {
  const names = line.roles
    .split('|')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const roles = names.map((name) => lookups.role(name));
  if (roles.includes(undefined)) wrong('roles', 'unknown');
  const known = roles.filter((role) => role !== undefined);
  const beyond = known.some((role) => !actor.permissions.has('roles:assign') || !holdsAll(actor, role.permissions));
  if (beyond) wrong('roles', 'beyond_own_rights');
  return known.map((role) => role.id);
}

const YES = ['1', 'true', 'yes', 'y', '是'];
const NO = ['', '0', 'false', 'no', 'n', '否'];

function readFlag(text: string): boolean | undefined {
  const word = text.normalize('NFKC').toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : undefined;
}
