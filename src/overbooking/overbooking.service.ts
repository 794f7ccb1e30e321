import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { hotelNotFound, roomTypesNotFound } from '../catalog/catalog.errors.js';
import type { Database } from '../database/database-client.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField, invalidFields, type FieldError } from '../errors/invalid-request.js';
import { noOverbookingCap } from '../inventory/explained-night.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { countNights, nightIn, type Night } from '../stays/night.js';
import { listOverbookingBefore } from './overbooking-before.views.js';
import type { OverbookingAnswerDto, OverbookingDto, OverbookingEditDto } from './overbooking.dto.js';

const maxNights = 730;

/** How much a hotel sells beyond the rooms it has. */
@Injectable()
export class OverbookingService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Throws `hotel_not_found`. */
  async get(hotelId: number): Promise<OverbookingDto> {
    return (await find(this.prisma, hotelId)).overbooking;
  }

  /**
   * Sets percentage, cap or both: for good, or on a range of nights. Throws `hotel_not_found`, `room_type_not_found`, 400 for
   * fields that do not go together.
   */
  async set(hotelId: number, edit: OverbookingEditDto, actor: Actor): Promise<OverbookingAnswerDto> {
    const answer = await inTransaction(this.prisma, async (tx) => {
      // A room type that is added meanwhile waits, and begins with what is set here.
      await this.inventory.lockRooms(tx, hotelId);
      const { overbooking: before, today } = await find(tx, hotelId);
      assertEdit(edit, today);
      const known = before.roomTypes.map(({ roomTypeId }) => roomTypeId);
      const unknown = edit.roomTypeIds?.filter((id) => !known.includes(id)) ?? [];
      if (unknown.length > 0) throw roomTypesNotFound(hotelId, unknown);
      const { percent, startDate = today, endDate = null } = edit;
      const cap = edit.cap === null ? noOverbookingCap : edit.cap;
      const isStandard = edit.startDate === undefined;
      if (isStandard && edit.roomTypeIds === undefined) {
        const data = { overbookingPercent: percent, overbookingCap: cap };
        await tx.hotel.update({ where: { listingId: hotelId }, data });
      }
      const nightsBefore = await listOverbookingBefore(tx, {
        hotelId,
        roomTypeIds: edit.roomTypeIds ?? known,
        startDate,
        endDate,
        percent,
        cap,
      });
      const nightsChanged = await this.inventory.setOverbooking(tx, {
        listingId: hotelId,
        skuIds: edit.roomTypeIds ?? known,
        startDate,
        endDate,
        percent,
        cap,
        isStandard,
      });
      const { overbooking: after } = await find(tx, hotelId);
      const nights = nightsChanged === 0 ? {} : { nightsChanged };
      const subject = { kind: 'overbooking', id: hotelId, listingId: hotelId, nightsBefore } as const;
      if (isStandard) {
        const [from, to] = [standardsOf(before), { ...standardsOf(after), ...nights }];
        await writeAudit(tx, actor, { action: 'changed', ...subject, before: from, after: to });
      } else if (nightsChanged > 0) {
        await writeAudit(tx, actor, { action: 'set', ...subject, after: { ...edit, ...nights } });
      }
      return { ...after, nightsChanged };
    });
    this.inventory.noteChange([hotelId]);
    return answer;
  }
}

/** What the audit trail has of it: a field for the hotel, and one for each room type. */
function standardsOf({ percent, cap, roomTypes }: OverbookingDto): object {
  const types = roomTypes.map((type) => [
    `room type ${type.roomTypeId}`,
    { percent: type.percent, cap: type.cap },
  ]);
  return { percent, cap, ...Object.fromEntries(types) };
}

async function find(db: Database, hotelId: number): Promise<{ overbooking: OverbookingDto; today: Night }> {
  const hotel = await db.hotel.findUnique({
    where: { listingId: hotelId },
    select: {
      overbookingPercent: true,
      overbookingCap: true,
      listing: { select: { timezone: true } },
      roomTypes: {
        orderBy: { skuId: 'asc' },
        select: {
          skuId: true,
          code: true,
          name: true,
          sku: { select: { overbookingPercent: true, overbookingCap: true } },
        },
      },
    },
  });
  if (hotel === null) throw hotelNotFound(hotelId);
  const roomTypes = hotel.roomTypes.map(({ skuId, code, name, sku }) => ({
    roomTypeId: skuId,
    code,
    name,
    percent: sku.overbookingPercent,
    cap: capOf(sku),
  }));
  return {
    overbooking: { hotelId, percent: hotel.overbookingPercent, cap: capOf(hotel), roomTypes },
    today: nightIn(hotel.listing.timezone, new Date()),
  };
}

function capOf({ overbookingCap }: { readonly overbookingCap: number }): number | null {
  return overbookingCap >= noOverbookingCap ? null : overbookingCap;
}

function assertEdit({ percent, cap, startDate, endDate }: OverbookingEditDto, today: Night): void {
  if (percent === undefined && cap === undefined) {
    throw invalidField('percent', 'required', 'percent or cap is needed');
  }
  if (startDate === undefined && endDate === undefined) return;
  if (startDate === undefined || endDate === undefined) {
    const field = startDate === undefined ? 'startDate' : 'endDate';
    throw invalidField(field, 'required', 'startDate and endDate go together');
  }
  const faults: FieldError[] = [];
  const nights = countNights(startDate, endDate);
  if (startDate < today) {
    faults.push({
      field: 'startDate',
      code: 'in_the_past',
      message: `startDate must not be before ${today}`,
    });
  }
  if (nights < 1 || nights > maxNights) {
    const message = `endDate must be 1 to ${maxNights} nights after startDate`;
    faults.push({ field: 'endDate', code: nights < 1 ? 'not_after_start' : 'too_long', message });
  }
  if (faults.length > 0) throw invalidFields(faults);
}
