import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../../platform/database/index.ts';
import type { ConsumerDefinition } from '../../platform/events/index.ts';
import type { FileStorage } from '../../platform/files/index.ts';
import { type Cell, csvOf, xlsxOf } from '../../platform/spreadsheet/index.ts';
import { findWrapUps } from '../wrap-up/index.ts';
import { headings, rowsFor, sheetName } from './export-columns.ts';
import { beginExport, type ExportJob, exportKey, updateExport } from './exports.store.ts';
import { countHistory, findHistory, type StoredFilter } from './history.store.ts';
import { createReasonWords } from './reason-words.ts';
import { wordsOfQuery } from './words.ts';

const MOST = 100_000;
const PAGE = 1_000;

export interface ExporterDependencies {
  readonly db: Database;
  readonly storage: FileStorage;
  /** On the local disk; emptied at every start. */
  readonly temporaryFolder: string;
}

export interface Exporter {
  /** One export after the other, on one node of the desk. */
  readonly consumer: ConsumerDefinition;
  /** Leaves what is under way to the next start. */
  stop(): void;
}

export function createExporter(dependencies: ExporterDependencies): Exporter {
  const { db } = dependencies;
  const stopping = new AbortController();

  async function handle(id: string): Promise<void> {
    const job = await beginExport(db, id);
    if (!job) return;
    try {
      await makeFile(dependencies, job, stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) await updateExport(db, id, { state: 'failed' });
      throw error;
    }
  }

  return {
    consumer: {
      name: 'history-export',
      pauseMs: 500,
      types: ['conversation.exported'],
      maxAttempts: 3,
      handle: (event) => handle((event.payload as { exportId: string }).exportId),
    },
    stop: () => stopping.abort(),
  };
}

/** First whole on the local disk, then kept, then told. */
async function makeFile({ db, storage, temporaryFolder }: ExporterDependencies, job: ExportJob, signal: AbortSignal) {
  if (job.reach === null) {
    await updateExport(db, job.id, { state: 'failed' });
    return;
  }
  const temporary = join(temporaryFolder, `export-${job.id}`);
  await mkdir(temporaryFolder, { recursive: true });
  try {
    const pages = pagesOf(db, job, signal);
    const bytes =
      job.format === 'csv'
        ? csvOf(headings(job.locale), pages)
        : xlsxOf(sheetName(job.locale), headings(job.locale), pages);
    await pipeline(Readable.from(bytes), createWriteStream(temporary, { mode: 0o600 }), { signal });
    const { size } = await stat(temporary);
    await storage.putStream(exportKey(job.id), createReadStream(temporary), { contentLength: size });
    await updateExport(db, job.id, { state: 'done', size });
  } finally {
    await rm(temporary, { force: true });
  }
}

async function* pagesOf(db: Database, job: ExportJob, signal: AbortSignal): AsyncGenerator<Cell[][]> {
  const { reach } = job;
  if (reach === null) return;
  const { text, ...rest } = job.filter;
  const filter: StoredFilter = { ...rest, words: text?.trim() ? await wordsOfQuery(text) : null };
  await updateExport(db, job.id, { total: await countHistory(db, reach, filter, MOST) });
  const reasons = createReasonWords(db, job.locale);
  const rowOf = rowsFor(job, reasons.wordsOf);
  let after: [string, string] | null = null;
  for (let written = 0; written < MOST && !signal.aborted; ) {
    const found = await findHistory(db, reach, filter, { after, limit: PAGE });
    const last = found.at(-1);
    if (!last) return;
    await reasons.learn(found.flatMap(({ satisfaction, skillGroup }) => (satisfaction ? [skillGroup.id] : [])));
    const wrapUps = await findWrapUps(
      db,
      found.filter(({ wrappedUpAt }) => wrappedUpAt !== null).map(({ id }) => id),
    );
    yield found.map((one) => rowOf(one, wrapUps.get(one.id)));
    written += found.length;
    await updateExport(db, job.id, { written });
    if (found.length < PAGE) return;
    after = [last.createdAt, last.id];
  }
}
