import type { OverbookingDto } from '../../overbooking/overbooking.dto.js';
import { printLine, printTable } from './output.js';

/** What nights begin with when they are opened: by room type, and of room types that are added. */
export function printOverbooking({ percent, cap, roomTypes }: OverbookingDto): void {
  printTable(
    ['room type', 'code', 'name', 'percent', 'cap'],
    roomTypes.map((type) => [type.roomTypeId, type.code, type.name, type.percent, type.cap ?? 'none']),
  );
  printLine(
    `Room types that are added begin with ${percent} % and ${cap === null ? 'no cap' : `a cap of ${cap}`}.`,
  );
}
