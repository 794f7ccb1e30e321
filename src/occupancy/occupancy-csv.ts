import type { NightFigures } from './occupancy.rules.js';

const columns = [
  'hotel_id',
  'hotel_code',
  'date',
  'rooms',
  'sold',
  'occupancy_percent',
  'currency',
  'revenue_minor',
  'average_rate_minor',
  'revenue_per_room_minor',
  'kept_minor',
] as const;

/** RFC 4180, with a head line. Amounts in minor units, so that no spreadsheet rounds them; empty: there is none. */
export function occupancyCsv(nights: readonly NightFigures[]): string {
  const lines = nights.map((night) =>
    [
      night.hotelId,
      night.code,
      night.date,
      night.rooms,
      night.sold,
      night.occupancyPercent,
      night.currency,
      night.revenueMinor,
      night.averageRateMinor,
      night.revenuePerRoomMinor,
      night.keptMinor,
    ]
      .map(cell)
      .join(','),
  );
  return [columns.join(','), ...lines, ''].join('\r\n');
}

/** Quoted where it must be. A code is a word, and nothing a spreadsheet would take for a formula. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
