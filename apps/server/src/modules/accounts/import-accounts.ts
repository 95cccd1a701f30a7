import type { AccountImport } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase, UseCaseContext } from '../access/index.ts';
import { type Auth, hashPassword } from '../identity/index.ts';
import { type CheckedLine, checkLines, listLoginNames } from './check-import.ts';
import { type HashedProfile, writeAccounts } from './create-account.ts';
import { readImportFile } from './import-file.ts';
import { lookUpForImport } from './import-lookups.ts';

export interface ImportDependencies {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly auth: Auth;
}

/**
 * Creates accounts from CSV, all or none; a dry run only tells what would be wrong.
 * @throws {DomainError} invalid_input: it is no such file
 */
export async function importAccounts(
  dependencies: ImportDependencies,
  actor: AccountActor,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<AccountImport> {
  const lines = readImportFile(csv);
  const check = async () =>
    checkLines(lines, actor, await lookUpForImport(dependencies.db, actor, listLoginNames(lines)));
  const checked = await check();
  if (dryRun || lines.length === 0 || hasProblems(checked)) return report(checked, 0);
  const profiles = await hashAll(dependencies.auth, checked);
  try {
    await dependencies.run(actor, writeAll, profiles);
  } catch (error) {
    // Somebody may have taken a name, or deleted a unit, while passwords were hashed: then the report says so.
    const again = error instanceof DomainError ? await check() : [];
    if (hasProblems(again)) return report(again, 0);
    throw error;
  }
  return report(checked, lines.length);
}

async function writeAll(ctx: UseCaseContext<AccountActor>, profiles: readonly HashedProfile[]): Promise<void> {
  await writeAccounts(ctx, profiles);
  const payload = { count: profiles.length };
  ctx.emit({ type: 'account.imported', orgUnitId: ctx.actor.orgUnit.id, payload });
}

/** Hashing is heavy on purpose, and four threads do it: one stays for those who sign in meanwhile. */
const AT_A_TIME = 3;

async function hashAll(auth: Auth, lines: readonly CheckedLine[]): Promise<HashedProfile[]> {
  const hashed: HashedProfile[] = [];
  const entries = lines.entries();
  const worker = async () => {
    for (const [index, { profile, line }] of entries)
      hashed[index] = { profile, hash: await hashPassword(auth, line.password) };
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return hashed;
}

const hasProblems = (lines: readonly CheckedLine[]) => lines.some(({ problems }) => problems.length > 0);

function report(lines: readonly CheckedLine[], created: number): AccountImport {
  const rows = lines.map(({ line, problems }) => ({
    line: line.line,
    username: line.username,
    name: line.name,
    problems: [...problems],
  }));
  return { rows, problems: rows.filter((row) => row.problems.length > 0).length, created };
}
