import path from 'node:path';
import { projectFolder } from '../config/project-folder.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays, nightIn } from '../stays/night.js';
import { importCatalogue } from './import/import-catalogue.js';
import type { ImportReport } from './import/import-report.js';

export interface SampleSize {
  /** Nights the hotels are open for. Default: two years. */
  readonly horizonDays?: number;
  /** Days flights are made for, from tomorrow. Default: 45. */
  readonly flightDays?: number;
}

/**
 * Loads the sample catalogue that ships with the project (`data/sample`) into an empty database: hotels for two years
 * and flights for the next weeks. Hotel 1 is the resort hotel, and the flight with the lowest id is on the last day,
 * so that what the documentation names stays bookable as long as possible. Its route is the first of the file, one that
 * is flown every day with assigned seats in one cabin and open seating in the other.
 */
export async function loadSampleCatalogue(
  prisma: PrismaService,
  { horizonDays = 730, flightDays = 45 }: SampleSize = {},
): Promise<ImportReport> {
  const folder = path.join(projectFolder(), 'data', 'sample');
  const tomorrow = addDays(nightIn('UTC', new Date()), 1);
  const lastDay = addDays(tomorrow, flightDays - 1);
  await importCatalogue(prisma, { folder, horizonDays, flightStartDate: lastDay, flightDays: 1 });
  return importCatalogue(prisma, { folder, horizonDays, flightStartDate: tomorrow, flightDays });
}
