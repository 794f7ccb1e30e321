import type { FieldError } from '../../errors/invalid-request.js';
import type { OfferPassenger } from '../supplier-offer.js';
import type { OrderPassenger } from '../supplier-order.js';
import type { OfferPassengerRequestDto } from './offer-passenger.dto.js';

type Matched =
  { readonly passengers: readonly OrderPassenger[] } | { readonly faults: readonly FieldError[] };

/** What of an offer, and of the day it is held on, decides who may travel. */
export interface Journey {
  readonly needsIdentityDocuments: boolean;
  /** `YYYY-MM-DD` at the origin. */
  readonly departsOn: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** From this age on a traveller has a seat. */
const seatedFromAge = 2;

/**
 * Who of a request is which traveller of the offer. Every traveller must be named once; whoever leaves all ids out means the
 * order of the offer. Infants that no adult names sit on the laps of the adults in order.
 */
export function matchPassengers(
  named: readonly OfferPassengerRequestDto[],
  offered: readonly OfferPassenger[],
  { needsIdentityDocuments, departsOn, today }: Journey,
): Matched {
  if (named.length !== offered.length) {
    return fault('passengers', 'count', `passengers must be the ${offered.length} traveller(s) of the offer`);
  }
  const isInOrder = named.every(({ passengerId }) => passengerId === undefined);
  const faults: FieldError[] = [];
  const seen = new Set<string>();
  const matched = named.flatMap((request, index) => {
    const traveller = isInOrder
      ? offered[index]
      : offered.find(({ passengerId }) => passengerId === request.passengerId);
    if (traveller === undefined || seen.has(traveller.passengerId)) {
      const message = 'passengerId must name each traveller of the offer once';
      faults.push({ field: `passengers.${index}.passengerId`, code: 'unknown_passenger', message });
      return [];
    }
    if (needsIdentityDocuments && request.identityDocument === undefined) {
      const message = 'identityDocument is needed for this offer';
      faults.push({ field: `passengers.${index}.identityDocument`, code: 'required', message });
    }
    if (!canTravelAs(traveller.kind, request.bornOn, { departsOn, today })) {
      const message = `bornOn does not fit: the offer is for ${traveller.kind === 'infant' ? 'an infant below two' : 'somebody of two or older'}`;
      faults.push({ field: `passengers.${index}.bornOn`, code: 'other_age', message });
    }
    seen.add(traveller.passengerId);
    return [toOrderPassenger(request, traveller, needsIdentityDocuments)];
  });
  return faults.length > 0 ? { faults } : seatInfants(matched);
}

/** Where adults begin is each airline's own matter; a lap and a seat are not the same anywhere. */
function canTravelAs(
  kind: OfferPassenger['kind'],
  bornOn: string,
  { departsOn, today }: Pick<Journey, 'departsOn' | 'today'>,
): boolean {
  if (bornOn > today) return false;
  const age = ageOn(departsOn, bornOn);
  return kind === 'infant' ? age < seatedFromAge : age >= seatedFromAge;
}

/** Whole years. Dates are `YYYY-MM-DD`, so that those within a year compare as texts. */
function ageOn(date: string, bornOn: string): number {
  const years = Number(date.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return date.slice(4) < bornOn.slice(4) ? years - 1 : years;
}

function toOrderPassenger(
  { passengerId: _passengerId, infantPassengerId, identityDocument, ...request }: OfferPassengerRequestDto,
  { passengerId, kind }: OfferPassenger,
  needsIdentityDocuments: boolean,
): OrderPassenger {
  return {
    ...request,
    passengerId,
    kind,
    ...(infantPassengerId === undefined ? {} : { infantPassengerId }),
    // Where none is needed an airline may refuse one, and we do not want to know it.
    ...(needsIdentityDocuments && identityDocument !== undefined
      ? { identityDocument: { ...identityDocument } }
      : {}),
  };
}

/** Each infant needs an adult of its own. */
function seatInfants(passengers: readonly OrderPassenger[]): Matched {
  const infants = passengers.filter(({ kind }) => kind === 'infant').map(({ passengerId }) => passengerId);
  const named = passengers.flatMap(({ infantPassengerId }) => infantPassengerId ?? []);
  const isPossible =
    new Set(named).size === named.length &&
    named.every((id) => infants.includes(id)) &&
    passengers.every(({ kind, infantPassengerId }) => kind === 'adult' || infantPassengerId === undefined);
  if (!isPossible) {
    const message = 'infantPassengerId of an adult must name an infant of the offer, each once';
    return fault('passengers', 'unknown_infant', message);
  }
  const left = infants.filter((id) => !named.includes(id));
  const seated = passengers.map((passenger) => {
    if (passenger.kind !== 'adult' || passenger.infantPassengerId !== undefined) return passenger;
    const infantPassengerId = left.shift();
    return infantPassengerId === undefined ? passenger : { ...passenger, infantPassengerId };
  });
  return left.length > 0
    ? fault('passengers', 'too_many_infants', 'passengers must have an adult for each infant')
    : { passengers: seated };
}

function fault(field: string, code: string, message: string): Matched {
  return { faults: [{ field, code, message }] };
}
