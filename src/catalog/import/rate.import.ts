import { factorOne } from '../../pricing/pricing.rules.js';
import { inOne, type ImportDatabase } from './import-database.js';
import { inBatches } from './batches.js';
import { rateColumns, readRateRow, type RateRow } from './hotel-rows.js';
import { setRates } from './hotel-import.queries.js';
import type { ImportContext } from './import-context.js';
import { tell } from './import-trail.js';
import { listListingsByCode, lockListings } from './listing-import.queries.js';
import { setPolicyNights } from './policy-import.queries.js';
import { readRows } from './read-rows.js';

export const rateFile = 'rates.csv';
/** Lines of one transaction. */
const batchSize = 500;

/**
 * Loads rates.csv: the price multiplier of ranges of nights, or of a month of every year, and the cancellation policy of stays
 * that begin on them. Later lines win.
 */
export async function importRateFile(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, rateFile, rateColumns, readRateRow);
  let done = 0;
  for (const batch of inBatches(rows, batchSize)) {
    await inOne(prisma, report, async (tx) => {
      const known = await listListingsByCode(
        tx,
        'hotel',
        batch.map((row) => row.hotelCode),
      );
      const hotels = await lockListings(
        tx,
        [...known.values()].map(({ listingId }) => listingId),
      );
      const rates = batch.flatMap((row) => {
        const listingId = hotels.get(row.hotelCode)?.listingId;
        if (listingId === undefined) {
          report.refuse(rateFile, row.line, `there is no hotel "${row.hotelCode}"`, {
            column: 'hotel_code',
            value: row.hotelCode,
          });
        }
        return listingId === undefined ? [] : [{ ...row, listingId }];
      });
      const withPolicy = rates.flatMap(({ policyCode, ...rate }) =>
        policyCode === null ? [] : [{ ...rate, policyCode }],
      );
      const lineOf = new Map(withPolicy.map((rate) => [rate.line, rate]));
      const given = await setPolicyNights(tx, withPolicy, context.horizonDays);
      const refused = new Set(given.flatMap(({ line, outcome }) => (outcome === 'set' ? [] : [line])));
      for (const line of refused) {
        const place = { column: 'cancellation_policy', value: lineOf.get(line)?.policyCode };
        report.refuse(rateFile, line, 'the hotel has no such cancellation policy', place);
      }
      const priced = rates.flatMap(({ multiplierBp, ...rate }) =>
        multiplierBp === null || refused.has(rate.line) ? [] : [{ ...rate, multiplierBp }],
      );
      const { nights, changed } = await setRates(tx, priced, context.horizonDays);
      report.add('rates', nights);
      await tell(tx, context, [
        ...changed.map(({ listingId, nights: nightsChanged }) => {
          const ranges = priced
            .filter((rate) => rate.listingId === listingId)
            .map((rate) => ({ ...nightsOf(rate), multiplier: rate.multiplierBp / factorOne }));
          const after = { ranges, nightsChanged };
          return { action: 'set', kind: 'rate', id: listingId, listingId, after } as const;
        }),
        ...given.flatMap(({ line, listingId, nightsChanged }) => {
          const rate = lineOf.get(line);
          if (rate === undefined || nightsChanged === 0) return [];
          const after = { ...nightsOf(rate), code: rate.policyCode, nightsChanged };
          return [{ action: 'set', kind: 'cancellation_policy', id: 'nights', listingId, after } as const];
        }),
      ]);
    });
    done += batch.length;
    context.onProgress({ name: 'rates', done, total: rows.length });
  }
}

/** Which nights a line is about, as the audit trail has it. */
function nightsOf({ startDate, endDate, month }: Pick<RateRow, 'startDate' | 'endDate' | 'month'>): object {
  return month === null ? { startDate, endDate } : { month };
}
