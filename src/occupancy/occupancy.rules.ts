import type { Night } from '../stays/night.js';

/** What happened on a night of a hotel. Amounts in minor units. */
export interface NightSales {
  readonly hotelId: number;
  readonly code: string;
  readonly currency: string;
  readonly date: Night;
  readonly rooms: number | null;
  readonly sold: number;
  readonly revenueMinor: number;
  readonly keptMinor: number;
}

export interface NightFigures extends NightSales {
  /** Rooms sold of a hundred there are, to a tenth; null without rooms. Above 100: oversold. */
  readonly occupancyPercent: number | null;
  /** Revenue of a room sold (ADR); null when none was. */
  readonly averageRateMinor: number | null;
  /** Revenue of a room there is (RevPAR); null without rooms. */
  readonly revenuePerRoomMinor: number | null;
}

/** Works out the ratios, each rounded once, half up. */
export function nightFigures(sales: NightSales): NightFigures {
  const { rooms, sold, revenueMinor } = sales;
  const hasRooms = rooms !== null && rooms > 0;
  return {
    ...sales,
    occupancyPercent: hasRooms ? Math.round((sold * 1_000) / rooms) / 10 : null,
    averageRateMinor: sold > 0 ? Math.round(revenueMinor / sold) : null,
    revenuePerRoomMinor: hasRooms ? Math.round(revenueMinor / rooms) : null,
  };
}

/** All nights of a hotel together: what a manager looks at first. */
export function sumNights(
  nights: readonly NightSales[],
): Omit<NightFigures, 'date' | 'hotelId' | 'code' | 'currency'> {
  const total = nights.reduce(
    (sum, night) => ({
      rooms: sum.rooms + (night.rooms ?? 0),
      sold: sum.sold + night.sold,
      revenueMinor: sum.revenueMinor + night.revenueMinor,
      keptMinor: sum.keptMinor + night.keptMinor,
    }),
    { rooms: 0, sold: 0, revenueMinor: 0, keptMinor: 0 },
  );
  const { rooms, sold, revenueMinor, keptMinor, occupancyPercent, averageRateMinor, revenuePerRoomMinor } =
    nightFigures({ hotelId: 0, code: '', currency: '', date: '', ...total });
  return { rooms, sold, revenueMinor, keptMinor, occupancyPercent, averageRateMinor, revenuePerRoomMinor };
}
