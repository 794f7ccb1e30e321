export const cabinClasses = ['economy', 'premium_economy', 'business', 'first'] as const;
export type CabinClass = (typeof cabinClasses)[number];

/** A cabin as it is built into an aircraft. */
export interface CabinLayout {
  readonly cabin: CabinClass;
  readonly firstRow: number;
  readonly rows: number;
  /** The seats of a row, section by section. */
  readonly sections: readonly string[];
}

const regional: readonly CabinLayout[] = [
  { cabin: 'economy', firstRow: 1, rows: 22, sections: ['AB', 'CD'] },
];
const narrow: readonly CabinLayout[] = [
  { cabin: 'business', firstRow: 1, rows: 3, sections: ['AC', 'DF'] },
  { cabin: 'economy', firstRow: 4, rows: 26, sections: ['ABC', 'DEF'] },
];
const wide: readonly CabinLayout[] = [
  { cabin: 'business', firstRow: 1, rows: 9, sections: ['AC', 'DG', 'HK'] },
  { cabin: 'premium_economy', firstRow: 10, rows: 5, sections: ['AC', 'DEG', 'HK'] },
  { cabin: 'economy', firstRow: 20, rows: 27, sections: ['ABC', 'DEG', 'HJK'] },
];
const large: readonly CabinLayout[] = [
  { cabin: 'first', firstRow: 1, rows: 2, sections: ['A', 'DG', 'K'] },
  { cabin: 'business', firstRow: 5, rows: 12, sections: ['AC', 'DG', 'HK'] },
  { cabin: 'premium_economy', firstRow: 20, rows: 6, sections: ['AC', 'DEG', 'HK'] },
  { cabin: 'economy', firstRow: 30, rows: 32, sections: ['ABC', 'DEFG', 'HJK'] },
];

const largeTypes = /^(380|388|744|747|74H|74M|77W|773)$/;
const wideTypes = /^(31[03]|33\d|34\d|76\w|77\w|78\w|M11)$/;
const regionalTypes = /^(100|A[RT]\d|CR\w|DH\d|E[7-9]\w|ER\w|EMJ|F70|S20)$/;

/** The cabins of an aircraft, from the front: as many as airlines usually have in one of its size. */
export function cabinsOf(aircraft: string): readonly CabinLayout[] {
  if (largeTypes.test(aircraft)) return large;
  if (wideTypes.test(aircraft)) return wide;
  return regionalTypes.test(aircraft) ? regional : narrow;
}

export function findCabin(aircraft: string, cabin: CabinClass): CabinLayout | undefined {
  return cabinsOf(aircraft).find((each) => each.cabin === cabin);
}

export function seatsIn({ rows, sections }: CabinLayout): number {
  return rows * sections.join('').length;
}
