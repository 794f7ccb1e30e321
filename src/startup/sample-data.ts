import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { loadSampleCatalogue } from '../catalog/sample-catalogue.js';
import type { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';

/** The same in every process: spells "SMPL". */
const sampleLockKey = 0x53_4d_50_4c;

/**
 * Fills an empty database with the sample catalogue. Processes that start at once wait for the first of them, and
 * a load that was cut off is done again: the import replaces what is there.
 */
export async function loadSampleData(config: AppConfig, announce: (text: string) => void): Promise<void> {
  if (config.sampleCatalogue === 'never') return;
  const marker = path.join(config.dataDir, 'sample-catalogue-unfinished');
  const lock = new Client({ connectionString: config.databaseUrl });
  lock.on('error', () => {});
  await lock.connect();
  const prisma = new PrismaService(config);
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [sampleLockKey]);
    if (!existsSync(marker) && (await hasListings(prisma))) return;
    announce('Loading the sample catalogue …');
    mkdirSync(config.dataDir, { recursive: true });
    writeFileSync(marker, '');
    await loadSampleCatalogue(prisma);
    rmSync(marker, { force: true });
  } finally {
    await prisma.close();
    await lock.end();
  }
}

async function hasListings(prisma: PrismaService): Promise<boolean> {
  const catalogue = { kind: { in: ['hotel', 'flight'] } };
  return (await prisma.listing.findFirst({ where: catalogue, select: { listingId: true } })) !== null;
}
