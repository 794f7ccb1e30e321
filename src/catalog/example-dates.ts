import { addDays, nightIn, type Night } from '../stays/night.js';

/** Far enough ahead to be in the future everywhere, near enough for the sample catalogue. */
const daysAhead = 30;
const nights = 3;

/** First night of the stay the API document shows: a month from when the process started. */
export function exampleStartDate(): Night {
  return addDays(nightIn('UTC', new Date()), daysAhead);
}

/** Day of departure of that stay. */
export function exampleEndDate(): Night {
  return addDays(exampleStartDate(), nights);
}
