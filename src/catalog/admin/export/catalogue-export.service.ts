import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { PrismaService } from '../../../database/prisma.service.js';
import { DomainError } from '../../../errors/domain-error.js';
import { exportText, textFiles } from '../../export/export-file-text.js';
import type { ExportFileDto } from './catalogue-export.dto.js';

/** A client that takes nothing for so long is cut off. */
const idleTimeoutMs = 60_000;

/** Sends the catalogue as the CSV files an import reads, one by one. */
@Injectable()
export class CatalogueExportService {
  constructor(private readonly prisma: PrismaService) {}

  /** The files there are. */
  list(): ExportFileDto[] {
    return textFiles.map(({ name, columns }) => ({ name, columns: columns.split(',') }));
  }

  /**
   * Sends a file. Some hotels, or flights, are read when the client has taken those before: what is in memory does not grow with
   * the catalogue, nothing is read for a client that is gone, and a slow one keeps no transaction open. What goes wrong
   * before the first piece is answered; after it the connection breaks off, so that half a file is never taken for a whole
   * one. Error: `export_file_not_found`.
   */
  async send(name: string, response: Response): Promise<void> {
    const pieces = exportText(this.prisma, name);
    if (pieces === undefined) throw fileNotFound(name);
    const first = response.req.method === 'HEAD' ? undefined : await pieces.next();
    response.type('text/csv').attachment(name);
    if (first === undefined) {
      response.end();
      return;
    }
    response.setTimeout(idleTimeoutMs, () => response.destroy());
    await pipeline(Readable.from(startingWith(first, pieces)), response).catch(() => response.destroy());
  }
}

async function* startingWith(
  first: IteratorResult<string, unknown>,
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  if (first.done !== true) yield first.value;
  yield* rest;
}

function fileNotFound(name: string): DomainError {
  const names = textFiles.map((file) => file.name);
  return new DomainError('not_found', 'export_file_not_found', `There is no file ${name}`, { name, names });
}
