import { Injectable } from '@nestjs/common';
import { hotelNotFound } from '../catalog/catalog.errors.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField } from '../errors/invalid-request.js';
import { maxInt4 } from '../http/int4.js';
import { countNights, type Night } from '../stays/night.js';
import type { OccupancyNightDto } from './occupancy.dto.js';
import { nightFigures, type NightFigures } from './occupancy.rules.js';
import { listOccupancy } from './occupancy.views.js';

const maxNights = 366;

/** How full hotels are, and what that brings. */
@Injectable()
export class OccupancyService {
  constructor(private readonly prisma: PrismaService) {}

  /** Every night of the range, by hotel and date. Throws `hotel_not_found`, 400 for a range that cannot be. */
  async report(
    hotelIds: readonly number[],
    { startDate, endDate }: { startDate: Night; endDate: Night },
  ): Promise<NightFigures[]> {
    const nights = countNights(startDate, endDate);
    if (nights < 1 || nights > maxNights) {
      throw invalidField(
        'endDate',
        'out_of_range',
        `endDate must be 1 to ${maxNights} nights after startDate`,
      );
    }
    const wanted = [...new Set(hotelIds)];
    const tooLarge = wanted.find((id) => id > maxInt4);
    if (tooLarge !== undefined) throw hotelNotFound(tooLarge);
    const rows = await listOccupancy(this.prisma, { hotelIds: wanted, startDate, endDate });
    const found = new Set(rows.map(({ hotelId }) => hotelId));
    const missing = wanted.find((id) => !found.has(id));
    if (missing !== undefined) throw hotelNotFound(missing);
    return rows.map(({ revenueMinor, keptMinor, ...row }) =>
      nightFigures({ ...row, revenueMinor: Number(revenueMinor), keptMinor: Number(keptMinor) }),
    );
  }
}

/** A night in the words of the API. */
export function toOccupancyDto(night: NightFigures): OccupancyNightDto {
  const { currency } = night;
  const money = (amount: number | null) => (amount === null ? null : { amount, currency });
  return {
    hotelId: night.hotelId,
    hotelCode: night.code,
    date: night.date,
    rooms: night.rooms,
    sold: night.sold,
    occupancyPercent: night.occupancyPercent,
    revenue: { amount: night.revenueMinor, currency },
    averageRate: money(night.averageRateMinor),
    revenuePerRoom: money(night.revenuePerRoomMinor),
    keptFees: { amount: night.keptMinor, currency },
  };
}
