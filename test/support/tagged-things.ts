import type { ApiClient } from './api-client.js';
import type { TestApp } from './app.js';
import { createFlightWithCabins, departureDate } from './flight.js';
import { createHotelWithRooms } from './hotel.js';

/** A thing that is there, and how it is read and written. */
export interface TaggedThing {
  /** What is read, with its tag. */
  readonly read: string;
  /** What is written under that tag. */
  readonly write: string;
  /** A change; another number is another change. */
  readonly change: (number: number) => object;
}

/** A kind of thing that is changed under `If-Match`. */
export interface TaggedKind {
  readonly name: string;
  /** As the API document names it. */
  readonly path: string;
  readonly method: 'patch' | 'put';
  /** Whether it can be deleted under a tag, too. */
  readonly isRemovable: boolean;
  readonly make: (world: { holdfast: TestApp; admin: ApiClient }) => Promise<TaggedThing>;
}

const any = { 'if-match': '*' };
const euros = (number: number) => ({ amount: 10_000 + number, currency: 'EUR' });
const named = (number: number) => ({ name: `Named ${number}` });
let made = 0;

async function makeHotel({ prisma }: TestApp) {
  const { listingId, skuIds } = await createHotelWithRooms(prisma);
  return { listingId, skuId: skuIds[0] ?? 0, path: `/v1/admin/hotels/${listingId}` };
}

async function makeFlight({ prisma }: TestApp) {
  const { flightId } = await createFlightWithCabins(prisma, [
    { class: 'business', seating: 'assigned', baseMinor: 20_000, seatsMinor: [20_000, 20_000] },
    { class: 'economy', seating: 'open', baseMinor: 10_000, seatsMinor: [10_000, 10_000] },
  ]);
  return { flightId, path: `/v1/admin/flights/${flightId}` };
}

async function makeAircraft({ prisma }: TestApp): Promise<string> {
  made += 1;
  const { code } = await prisma.aircraft.create({
    data: { code: String(100 + made), name: 'Made', seats: 50 },
  });
  return code;
}

function itself(path: string, change: TaggedThing['change']): TaggedThing {
  return { read: path, write: path, change };
}

async function makePolicies(holdfast: TestApp, admin: ApiClient, codes: readonly string[]): Promise<string> {
  const { listingId } = await makeHotel(holdfast);
  const path = `/v1/admin/listings/${listingId}`;
  for (const code of codes) {
    const answer = await admin.put(`${path}/cancellation-policies/${code}`, policy(0));
    if (answer.status !== 200) throw new Error(`${code} was not made: ${JSON.stringify(answer.body)}`);
  }
  return path;
}

const policy = (percent: number) => ({ name: 'Made', steps: [{ fee: { percent } }] });

/** Every kind there is. */
export const taggedKinds: readonly TaggedKind[] = [
  {
    name: 'a hotel',
    path: '/v1/admin/hotels/{hotelId}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast }) => itself((await makeHotel(holdfast)).path, named),
  },
  {
    name: 'a room type',
    path: '/v1/admin/hotels/{hotelId}/room-types/{roomTypeId}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast }) => {
      const { path, skuId } = await makeHotel(holdfast);
      return itself(`${path}/room-types/${skuId}`, named);
    },
  },
  {
    name: 'a room',
    path: '/v1/admin/hotels/{hotelId}/rooms/{roomId}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast }) => {
      const { path, listingId } = await makeHotel(holdfast);
      const { roomId } = await holdfast.prisma.room.findFirstOrThrow({ where: { listingId } });
      return itself(`${path}/rooms/${roomId}`, named);
    },
  },
  {
    name: 'a type of aircraft',
    path: '/v1/admin/aircraft/{code}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast }) => itself(`/v1/admin/aircraft/${await makeAircraft(holdfast)}`, named),
  },
  {
    name: 'a seat map',
    path: '/v1/admin/seat-maps/{code}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast }) => {
      const code = await makeAircraft(holdfast);
      await holdfast.prisma.seatMap.create({
        data: {
          code,
          aircraftCode: code,
          name: 'Made',
          cabins: [{ class: 'economy', seating: 'open', capacity: 12 }],
        },
      });
      return itself(`/v1/admin/seat-maps/${code}`, named);
    },
  },
  {
    name: 'a flight',
    path: '/v1/admin/flights/{flightId}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast }) =>
      itself((await makeFlight(holdfast)).path, (number) => ({
        arrivesAt: `${departureDate}T13:0${number}:00Z`,
      })),
  },
  {
    name: 'a cabin',
    path: '/v1/admin/flights/{flightId}/cabins/{class}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast }) =>
      itself(`${(await makeFlight(holdfast)).path}/cabins/economy`, (number) => ({ price: euros(number) })),
  },
  {
    name: 'a seat',
    path: '/v1/admin/flights/{flightId}/seats/{seat}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast }) =>
      itself(`${(await makeFlight(holdfast)).path}/seats/1A`, (number) => ({ price: euros(number) })),
  },
  {
    name: 'a picture',
    path: '/v1/admin/hotels/{hotelId}/pictures/{pictureId}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast }) => {
      const { listingId, path } = await makeHotel(holdfast);
      const { pictureId } = await holdfast.prisma.picture.create({
        data: { listingId, url: 'https://pictures.example/1.jpg' },
      });
      return itself(`${path}/pictures/${pictureId}`, (number) => ({ caption: `Caption ${number}` }));
    },
  },
  {
    name: 'a cancellation policy',
    path: '/v1/admin/listings/{listingId}/cancellation-policies/{code}',
    method: 'put',
    isRemovable: true,
    make: async ({ holdfast, admin }) => {
      const path = await makePolicies(holdfast, admin, ['first', 'second']);
      return itself(`${path}/cancellation-policies/second`, policy);
    },
  },
  {
    name: 'which cancellation policy is the default',
    path: '/v1/admin/listings/{listingId}/cancellation-policy',
    method: 'put',
    isRemovable: false,
    make: async ({ holdfast, admin }) => {
      const path = await makePolicies(holdfast, admin, ['number-0', 'number-1', 'number-2']);
      return {
        read: `${path}/cancellation-policies`,
        write: `${path}/cancellation-policy`,
        change: (number) => ({ code: `number-${number}` }),
      };
    },
  },
  {
    name: 'a pricing rule',
    path: '/v1/admin/hotels/{hotelId}/pricing-rules/{ruleId}',
    method: 'patch',
    isRemovable: true,
    make: async ({ holdfast, admin }) => {
      const { path } = await makeHotel(holdfast);
      const rule = { name: 'Made', factor: 1.2 };
      const { body } = await admin.post<{ ruleId: number }>(`${path}/pricing-rules`, rule);
      return itself(`${path}/pricing-rules/${body.ruleId}`, named);
    },
  },
  {
    name: 'a table by occupancy',
    path: '/v1/admin/hotels/{hotelId}/occupancy-rules',
    method: 'put',
    isRemovable: false,
    make: async ({ holdfast, admin }) => {
      const { path } = await makeHotel(holdfast);
      const change = (number: number) => ({ steps: [{ fromPercent: 50, factor: 1 + number / 10 }] });
      await admin.put(`${path}/occupancy-rules`, change(0), any);
      return { read: `${path}/pricing`, write: `${path}/occupancy-rules`, change };
    },
  },
  {
    name: 'a table by seats left',
    path: '/v1/admin/flights/{flightId}/cabins/{cabin}/seats-left-rules',
    method: 'put',
    isRemovable: false,
    make: async ({ holdfast, admin }) => {
      const { path } = await makeFlight(holdfast);
      const write = `${path}/cabins/economy/seats-left-rules`;
      const change = (number: number) => ({ steps: [{ seatsLeft: 5, factor: 1 + number / 10 }] });
      await admin.put(write, change(0), any);
      return { read: `${path}/pricing`, write, change };
    },
  },
  {
    name: 'the price limits of a room type',
    path: '/v1/admin/hotels/{hotelId}/room-types/{roomTypeId}/price-limits',
    method: 'put',
    isRemovable: false,
    make: async ({ holdfast }) => {
      const { path, skuId } = await makeHotel(holdfast);
      return {
        read: `${path}/pricing`,
        write: `${path}/room-types/${skuId}/price-limits`,
        change: (number) => ({ minimum: number, maximum: null }),
      };
    },
  },
  {
    name: 'the price limits of a cabin',
    path: '/v1/admin/flights/{flightId}/cabins/{cabin}/price-limits',
    method: 'put',
    isRemovable: false,
    make: async ({ holdfast }) => {
      const { path } = await makeFlight(holdfast);
      return {
        read: `${path}/pricing`,
        write: `${path}/cabins/economy/price-limits`,
        change: (number) => ({ minimum: number, maximum: null }),
      };
    },
  },
];
