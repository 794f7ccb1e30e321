import { cabinFile, flightFile, seatFile } from '../import/departure.import.js';
import { flightPolicyFile } from '../import/policy.import.js';
import type { ExportFile } from './export-file.js';
import { listCabinLines, listFlightLines, listSeatLines } from './flight-export.views.js';
import { amountOf, readPolicies } from './hotel-files.js';

/** Everything of flights, in the order an import reads it. */
export const flightFiles: readonly ExportFile[] = [
  {
    name: flightFile,
    columns:
      'code,airline,number,origin,destination,departs_at,arrives_at,aircraft,currency,timezone,held_weight_percent,is_active',
    read: async (db, flightIds) =>
      (await listFlightLines(db, flightIds)).map((flight) => [
        flight.code,
        flight.airline,
        flight.number,
        flight.origin,
        flight.destination,
        flight.departsAt,
        flight.arrivesAt,
        flight.aircraft,
        flight.currency,
        flight.timezone,
        flight.heldWeightPercent,
        flight.isActive,
      ]),
  },
  {
    name: cabinFile,
    columns:
      'flight_code,class,seating,capacity,price,min_price,max_price,overbooking_percent,overbooking_cap,seats_left_rules,is_active',
    read: async (db, flightIds) =>
      (await listCabinLines(db, flightIds)).map((cabin) => {
        const isOpen = cabin.seating === 'open';
        return [
          cabin.flightCode,
          cabin.class,
          cabin.seating,
          isOpen ? cabin.capacity : null, // its seats are in a file of their own
          amountOf(cabin.priceMinor, cabin.currency),
          amountOf(cabin.minPriceMinor, cabin.currency),
          amountOf(cabin.maxPriceMinor, cabin.currency),
          isOpen ? cabin.overbookingPercent : null,
          isOpen ? cabin.overbookingCap : null,
          cabin.seatsLeftRules,
          cabin.isActive,
        ];
      }),
  },
  {
    name: seatFile,
    columns: 'flight_code,cabin,seat,position,price,is_available,is_active',
    read: async (db, flightIds) =>
      (await listSeatLines(db, flightIds)).map((seat) => [
        seat.flightCode,
        seat.cabin,
        seat.label,
        seat.position,
        amountOf(seat.priceMinor, seat.currency),
        seat.isAvailable,
        seat.isActive,
      ]),
  },
  { name: flightPolicyFile, columns: 'flight_code,code,name,steps,no_show_fee,default', read: readPolicies },
];
