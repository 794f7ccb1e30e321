import { Client, Pool } from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { buildCatalogue, type CatalogueShape } from './build-catalogue.js';
import { buildReservations } from './build-reservations.js';

export interface ScaleShape extends CatalogueShape {
  readonly reservations: number;
}

/** One of the two databases that are compared: the large one, and the one that is called small. */
export interface ScaleDatabase {
  readonly label: string;
  readonly url: string;
  readonly shape: ScaleShape;
  readonly pool: Pool;
  readonly buildSeconds: number;
}

/** How many days the daily job is run for. */
export const daysRolled = 3;

/** The same server's database of that name, created. */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Fills an empty database. Returns how many seconds that took. */
export async function fillDatabase(
  url: string,
  shape: ScaleShape,
  progress: (text: string) => void,
): Promise<number> {
  await migrate(url);
  const client = new Client({ connectionString: url, application_name: 'bench' });
  await client.connect();
  try {
    await client.query(`SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'`);
    const began = performance.now();
    await buildCatalogue(client, shape, progress);
    await buildReservations(client, shape.reservations, progress);
    progress('vacuum');
    await client.query('VACUUM (FREEZE, ANALYZE)');
    return (performance.now() - began) / 1_000;
  } finally {
    await client.end();
  }
}

/** A room type's place among all of them, its hotel's id and its own: both are consecutive. */
export function roomTypeAt({ roomTypesPerHotel }: ScaleShape, index: number) {
  return { hotelId: 1 + Math.floor(index / roomTypesPerHotel), roomTypeId: 1 + index };
}
