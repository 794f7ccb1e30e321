import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Client } from 'pg';
import { importLockKey } from '../catalog/import/import-lock.js';
import { loadSampleCatalogue } from '../catalog/sample-catalogue.js';
import type { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { PicturesService } from '../media/pictures.service.js';
import { loadSamplePictures } from '../media/sample-pictures.js';

/** The same in every process: spells "SMPL". */
const sampleLockKey = 0x53_4d_50_4c;

/**
 * Fills an empty database with the sample catalogue. Processes that start at once wait for the first of them, and
 * a load that was cut off is done again: the import replaces what is there.
 *
 * @returns whether it was loaded; then `loadSamplePicturesOf` has the rest to do
 */
export async function loadSampleData(config: AppConfig, announce: (text: string) => void): Promise<boolean> {
  if (config.sampleCatalogue === 'never') return false;
  const marker = markerOf(config);
  const lock = new Client({ connectionString: config.databaseUrl });
  lock.on('error', () => {});
  await lock.connect();
  const prisma = new PrismaService(config);
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [sampleLockKey]);
    const isFilled = async (): Promise<boolean> => !existsSync(marker) && (await hasListings(prisma));
    if (await isFilled()) return false;
    // Nobody imports meanwhile; whoever does at this moment is waited for, and may have filled it.
    await lock.query('SELECT pg_advisory_lock($1)', [importLockKey]);
    if (await isFilled()) return false;
    announce('Loading the sample catalogue …');
    mkdirSync(config.dataDir, { recursive: true });
    writeFileSync(marker, '');
    await loadSampleCatalogue(prisma);
    return true;
  } finally {
    await prisma.close();
    await lock.end();
  }
}

/** Adds the pictures of the sample catalogue. Without them it is as good as with them, so a store that is away is only told. */
export async function loadSamplePicturesOf(
  app: INestApplicationContext,
  config: AppConfig,
  announce: (text: string) => void,
): Promise<void> {
  try {
    await loadSamplePictures(app.get(PrismaService), app.get(PicturesService));
  } catch (error) {
    announce(`Its pictures could not be stored: ${error instanceof Error ? error.message : String(error)}`);
  }
  rmSync(markerOf(config), { force: true });
}

function markerOf({ dataDir }: AppConfig): string {
  return path.join(dataDir, 'sample-catalogue-unfinished');
}

async function hasListings(prisma: PrismaService): Promise<boolean> {
  const catalogue = { kind: { in: ['hotel', 'flight'] } };
  return (await prisma.listing.findFirst({ where: catalogue, select: { listingId: true } })) !== null;
}
