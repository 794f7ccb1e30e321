import type { SkuNames } from '../catalog/listing.views.js';
import { skuFields } from '../pricing/quote.dto.js';
import type { PriceChangeRow } from './price-changes.views.js';
import type { PriceChangeDto } from './price-history.dto.js';

/** A change as it is shown and streamed. `names` are the listing's (`getSkuNames`). */
export function toPriceChangeDto(
  row: PriceChangeRow,
  { currency, names }: { currency: string; names: SkuNames },
): PriceChangeDto {
  return {
    changeId: row.changeId,
    ...skuFields(row.skuId, names),
    date: row.date,
    price: { amount: row.unitMinor, currency },
    previousPrice: { amount: row.previousMinor, currency },
    cause: row.cause,
    changedAt: new Date(row.changedAt).toISOString(),
  };
}
