import { feeText, stepsText } from '../../cancellation/policy-text.rules.js';
import type { Database } from '../../database/database-client.js';
import { decimalsOf } from '../../pricing/currency.js';
import { hotelFile } from '../import/hotel.import.js';
import { outageFile } from '../import/outage.import.js';
import { policyFile } from '../import/policy.import.js';
import { weekdaysText } from '../import/pricing-rule-rows.js';
import { pricingRuleFile } from '../import/pricing-rule.import.js';
import { rateFile } from '../import/rate.import.js';
import { roomTypeFile } from '../import/room-type.import.js';
import { roomFile } from '../import/room.import.js';
import { totalFile } from '../import/total.import.js';
import { decimalOf, type Cell } from './csv-text.js';
import type { ExportFile } from './export-file.js';
import { listHotelLines, listRoomLines, listRoomTypeLines } from './hotel-export.views.js';
import { listOutageLines, listRateLines, listTotalLines } from './night-export.views.js';
import { listPolicyLines, listPricingRuleLines, type PolicyLine } from './terms-export.views.js';

/** Everything of hotels but their pictures, in the order an import reads it. */
export const hotelFiles: readonly ExportFile[] = [
  {
    name: hotelFile,
    columns:
      'code,name,description,address,city,country,timezone,currency,check_in,check_out,overbooking_percent,overbooking_cap,held_weight_percent,occupancy_rules,is_active',
    read: async (db, hotelIds) =>
      (await listHotelLines(db, hotelIds)).map((hotel) => [
        hotel.code,
        hotel.name,
        hotel.description,
        hotel.address,
        hotel.city,
        hotel.country,
        hotel.timezone,
        hotel.currency,
        hotel.checkIn,
        hotel.checkOut,
        hotel.overbookingPercent,
        hotel.overbookingCap,
        hotel.heldWeightPercent,
        hotel.occupancyRules,
        hotel.isActive,
      ]),
  },
  { name: policyFile, columns: 'hotel_code,code,name,steps,no_show_fee,default', read: readPolicies },
  {
    name: roomTypeFile,
    columns:
      'hotel_code,code,name,description,max_guests,base_price,min_price,max_price,overbooking_percent,overbooking_cap,occupancy_rules,rooms,is_active',
    read: async (db, hotelIds) =>
      (await listRoomTypeLines(db, hotelIds)).map((type) => [
        type.hotelCode,
        type.code,
        type.name,
        type.description,
        type.maxGuests,
        amountOf(type.basePriceMinor, type.currency),
        amountOf(type.minPriceMinor, type.currency),
        amountOf(type.maxPriceMinor, type.currency),
        type.overbookingPercent,
        type.overbookingCap,
        type.occupancyRules,
        null, // its rooms are in a file of their own
        type.isActive,
      ]),
  },
  {
    name: roomFile,
    columns: 'hotel_code,room_type_code,number,floor,name,is_available',
    read: async (db, hotelIds) =>
      (await listRoomLines(db, hotelIds)).map((room) => [
        room.hotelCode,
        room.typeCode,
        room.number,
        room.floor,
        room.name,
        room.isAvailable,
      ]),
  },
  {
    name: outageFile,
    columns: 'hotel_code,room_number,start_date,end_date,reason',
    read: async (db, hotelIds) =>
      (await listOutageLines(db, hotelIds)).map((outage) => [
        outage.hotelCode,
        outage.number,
        outage.startDate,
        outage.endDate,
        outage.reason,
      ]),
  },
  {
    name: totalFile,
    columns: 'hotel_code,room_type_code,start_date,end_date,total,added,overbooking_percent,overbooking_cap',
    read: async (db, hotelIds) =>
      (await listTotalLines(db, hotelIds)).map((line) => [
        line.hotelCode,
        line.typeCode,
        line.startDate,
        line.endDate,
        null, // follows from the rooms and what was added
        line.added,
        line.overbookingPercent,
        line.overbookingCap,
      ]),
  },
  {
    name: rateFile,
    columns: 'hotel_code,start_date,end_date,multiplier,cancellation_policy',
    read: async (db, hotelIds) =>
      (await listRateLines(db, hotelIds)).map((rate) => [
        rate.hotelCode,
        rate.startDate,
        rate.endDate,
        rate.multiplier,
        rate.policyCode,
      ]),
  },
  {
    name: pricingRuleFile,
    columns: 'hotel_code,room_type_code,name,start_date,end_date,weekdays,factor,priority,final',
    read: async (db, hotelIds) =>
      (await listPricingRuleLines(db, hotelIds)).map((rule) => [
        rule.hotelCode,
        rule.typeCode,
        rule.name,
        rule.startDate,
        rule.endDate,
        weekdaysText(rule.weekdays),
        rule.factor,
        rule.priority,
        rule.isFinal,
      ]),
  },
];

/** The cancellation policies of hotels or flights. */
export async function readPolicies(db: Database, listingIds: readonly number[]): Promise<Cell[][]> {
  return (await listPolicyLines(db, listingIds)).map(policyCells);
}

function policyCells({ listingCode, currency, code, name, steps, noShowFee, isDefault }: PolicyLine): Cell[] {
  const fee = noShowFee === null ? null : feeText(noShowFee, currency);
  return [listingCode, code, name, stepsText(steps, currency), fee, isDefault];
}

/** A price as files have it; nothing for none. */
export function amountOf(minor: number | null, currency: string): string | null {
  return minor === null ? null : decimalOf(minor, decimalsOf(currency));
}
