import { statfsSync } from 'node:fs';

/** A night takes some 66 bytes of table and 32 of index. While it is built: as much again for sorting and the log. */
const bytesPerNight = 200;
/** A reservation with its hold, item and payment, all their indexes, and the same again. */
const bytesPerReservation = 2_400;
/** For the log and whatever else is on the disk. */
const spareBytes = 5 * 1024 ** 3;

export interface DiskNeed {
  readonly nights: number;
  readonly reservations: number;
}

/** Says what there is and what will be needed; throws when that is too little. */
export function assertRoomOnDisk(folder: string, need: DiskNeed, progress: (text: string) => void): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const needed = bytesNeeded(need);
  progress(`free on disk: ${gigabytes(free)}; needed while it is built: ${gigabytes(needed)}`);
  if (free < needed) {
    throw new Error(
      `There is too little room in ${folder}: ${gigabytes(free)} are free, ${gigabytes(needed)} are needed. ` +
        'Take fewer --hotels or --reservations, or another --folder.',
    );
  }
}

export function bytesNeeded({ nights, reservations }: DiskNeed): number {
  return nights * bytesPerNight + reservations * bytesPerReservation + spareBytes;
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
