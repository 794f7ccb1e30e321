import type { Database } from '../../database/database-client.js';
import { listFlightIds } from './flight-export.views.js';
import { listHotelIds } from './hotel-export.views.js';

/** Hotels, or flights, that are read together: what is in memory at a time. */
const hotelsPerPage = 25;
const flightsPerPage = 100;

/** The ids of all hotels in runs, each read when the one before is done with. */
export function hotelPages(db: Database): AsyncGenerator<number[]> {
  return pagesOf(db, listHotelIds, hotelsPerPage);
}

/** The ids of flights from today on in runs, each read when the one before is done with. */
export function flightPages(db: Database): AsyncGenerator<number[]> {
  return pagesOf(db, listFlightIds, flightsPerPage);
}

async function* pagesOf(
  db: Database,
  list: (db: Database, afterId: number, limit: number) => Promise<number[]>,
  size: number,
): AsyncGenerator<number[]> {
  let afterId = 0;
  for (;;) {
    const ids = await list(db, afterId, size);
    if (ids.length > 0) yield ids;
    const last = ids.at(-1);
    if (last === undefined || ids.length < size) return;
    afterId = last;
  }
}
