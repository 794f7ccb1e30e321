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

/** Nights of a hotel together. */
export interface NightsTogether extends Omit<
  NightFigures,
  'date' | 'hotelId' | 'code' | 'currency' | 'rooms'
> {
  readonly nights: number;
  /** Nights of which it is known how many rooms there are: not of those that are not open, or not kept any more. */
  readonly nightsWithRooms: number;
  /** Of those nights. */
  readonly rooms: number;
}

/**
 * All nights of a hotel together: what a manager looks at first. What was sold and what it brings is of all nights, and so is
 * the average rate. How full the hotel was, and revenue by room, can only be told of nights whose rooms are known: both sides
 * of these ratios are of those alone.
 */
export function sumNights(nights: readonly NightSales[]): NightsTogether {
  const known = nights.filter((night) => night.rooms !== null);
  const { sold, revenueMinor, keptMinor, averageRateMinor } = nightFigures(sumSales(nights));
  const { rooms, occupancyPercent, revenuePerRoomMinor } = nightFigures(sumSales(known));
  return {
    nights: nights.length,
    nightsWithRooms: known.length,
    rooms: rooms ?? 0,
    sold,
    revenueMinor,
    keptMinor,
    occupancyPercent,
    averageRateMinor,
    revenuePerRoomMinor,
  };
}

function sumSales(nights: readonly NightSales[]): NightSales {
  const sum = (valueOf: (night: NightSales) => number) =>
    nights.reduce((total, night) => total + valueOf(night), 0);
  return {
    hotelId: 0,
    code: '',
    currency: '',
    date: '',
    rooms: sum(({ rooms }) => rooms ?? 0),
    sold: sum(({ sold }) => sold),
    revenueMinor: sum(({ revenueMinor }) => revenueMinor),
    keptMinor: sum(({ keptMinor }) => keptMinor),
  };
}
