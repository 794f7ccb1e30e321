/** What becomes of a picture. `picture_status_check` has the same states. */
export const pictureTransitions = {
  awaiting_upload: ['pending'],
  pending: ['ready', 'failed'],
  ready: ['pending'],
  failed: ['pending'],
} as const satisfies Record<string, readonly string[]>;

export type PictureStatus = keyof typeof pictureTransitions;

export const pictureStatuses = [
  'awaiting_upload',
  'pending',
  'ready',
  'failed',
] as const satisfies readonly PictureStatus[];

/** What becomes of an object in the store. `picture_object_state_check` has the same states. */
export const objectTransitions = {
  writing: ['kept', 'released', 'condemned'],
  kept: ['released'],
  released: ['condemned'],
  condemned: [],
} as const satisfies Record<string, readonly string[]>;

/** The states from which a picture can become `to`. */
export function statesBefore(to: PictureStatus): PictureStatus[] {
  return pictureStatuses.filter((from) => (pictureTransitions[from] as readonly string[]).includes(to));
}

/** The widths to make of a picture that is `width` pixels wide: none wider than it is, and no width twice. */
export function widthsOf(width: number, wanted: readonly number[]): number[] {
  return [...new Set(wanted.map((each) => Math.min(each, width)))];
}
