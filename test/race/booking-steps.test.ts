import type { PrismaService } from '../../src/database/prisma.service.js';
import { Booking, saveCard, steps, type Step } from '../support/booking.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../support/database.js';
import { createHotel, decide, holdTaker, ledgerDifferences, wish } from '../support/ledger.js';
import { setPolicy } from '../support/policy.js';

let database: TestDatabase;
let prisma: PrismaService;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  await saveCard(prisma, 'ada');
});

afterAll(async () => {
  expect(await ledgerDifferences(prisma)).toEqual([]);
  await prisma.close();
  await database.drop();
});

interface StateRules {
  /** How a booking gets there. */
  readonly path: readonly (Step | 'letPass' | 'chargeInFull')[];
  /** Hold, reservation, attempts, refunds, held/reserved, money to give back (see Booking.state). */
  readonly state: string;
  /** What each step answers; after `>` the state it leads to. Without one, not a byte may change. */
  readonly answers: Readonly<Record<Step, string>>;
}

const noPayment = {
  authorise: 'not_found',
  capture: 'unexpected',
  decline: 'unexpected',
  requireAction: 'unexpected',
  void: 'unexpected',
  voidByGuest: 'unexpected',
  cancel: 'not_found',
} as const;
const noHold = { release: '0', expire: '0' } as const;
const noRefund = {
  refundPending: 'not_found',
  refundSucceeded: 'not_found',
  refundFailed: 'not_found',
} as const;
const open = {
  ...noHold,
  ...noRefund,
  begin: 'payment_in_progress',
  authorise: 'confirmed > authorised',
  capture: 'unexpected',
  decline: 'hold_active > declined',
  requireAction: 'waiting > waiting',
  void: 'voided > timedOut',
  voidByGuest: 'voided > abandoned',
  cancel: 'payment_in_progress',
} as const;
const taken = {
  ...noHold,
  ...noRefund,
  begin: 'already_confirmed',
  authorise: 'repeated',
  capture: 'repeated',
  decline: 'unexpected',
  requireAction: 'unexpected',
  void: 'unexpected',
  voidByGuest: 'unexpected',
} as const;
const given = { refundPending: 'repeated', refundSucceeded: 'repeated', refundFailed: 'repeated' } as const;
const declined = {
  capture: 'unexpected',
  decline: 'repeated',
  requireAction: 'unexpected',
  void: 'repeated',
  voidByGuest: 'repeated',
} as const;
const voided = {
  capture: 'unexpected',
  decline: 'unexpected',
  requireAction: 'unexpected',
  void: 'repeated',
  voidByGuest: 'repeated',
} as const;
const voiding = { ...voided, authorise: 'too_late' } as const;

const states: Record<string, StateRules> = {
  active: {
    path: [],
    state: 'active - - - 1/0 -',
    answers: { ...noPayment, ...noRefund, begin: 'begun > begun', release: '1 > released', expire: '0' },
  },
  overdue: {
    path: ['letPass'],
    state: 'active - - - 1/0 -',
    answers: { ...noPayment, ...noRefund, begin: 'hold_expired', release: '0', expire: '1 > expired' },
  },
  released: {
    path: ['release'],
    state: 'released - - - 0/0 -',
    answers: { ...noPayment, ...noHold, ...noRefund, begin: 'hold_released' },
  },
  expired: {
    path: ['letPass', 'expire'],
    state: 'expired - - - 0/0 -',
    answers: { ...noPayment, ...noHold, ...noRefund, begin: 'hold_expired' },
  },
  begun: { path: ['begin'], state: 'paying pending created - 1/0 -', answers: open },
  waiting: {
    path: ['begin', 'requireAction'],
    state: 'paying pending requires_action - 1/0 -',
    answers: { ...open, requireAction: 'waiting' },
  },
  begunAndOverdue: {
    path: ['begin', 'letPass'],
    state: 'paying pending created - 1/0 -',
    answers: { ...open, decline: 'rejected > rejected' },
  },
  authorised: {
    path: ['begin', 'authorise'],
    state: 'confirmed pending authorised - 0/1 -',
    answers: { ...taken, capture: 'paid > paid', cancel: 'payment_in_progress' },
  },
  paid: {
    path: ['begin', 'authorise', 'capture'],
    state: 'confirmed paid captured - 0/1 -',
    answers: { ...taken, cancel: 'canceled > canceled' },
  },
  canceled: {
    path: ['begin', 'authorise', 'capture', 'cancel'],
    state: 'canceled canceled captured created 0/0 10000',
    answers: {
      ...taken,
      cancel: 'already_canceled',
      refundPending: 'pending > refundPending',
      refundSucceeded: 'succeeded > refunded',
      refundFailed: 'failed > refundFailed',
    },
  },
  canceledAtFullFee: {
    path: ['chargeInFull', 'begin', 'authorise', 'capture', 'cancel'],
    state: 'canceled canceled captured - 0/0 0',
    answers: { ...taken, cancel: 'already_canceled' },
  },
  refundPending: {
    path: ['begin', 'authorise', 'capture', 'cancel', 'refundPending'],
    state: 'canceled canceled captured pending 0/0 10000',
    answers: {
      ...taken,
      cancel: 'already_canceled',
      refundPending: 'repeated',
      refundSucceeded: 'succeeded > refunded',
      refundFailed: 'failed > refundFailed',
    },
  },
  refunded: {
    path: ['begin', 'authorise', 'capture', 'cancel', 'refundSucceeded'],
    state: 'canceled refunded captured succeeded 0/0 10000',
    answers: { ...taken, ...given, cancel: 'already_canceled', refundFailed: 'failed > refundBounced' },
  },
  refundBounced: {
    path: ['begin', 'authorise', 'capture', 'cancel', 'refundSucceeded', 'refundFailed'],
    state: 'canceled canceled captured failed 0/0 10000',
    answers: { ...taken, ...given, cancel: 'already_canceled' },
  },
  refundFailed: {
    path: ['begin', 'authorise', 'capture', 'cancel', 'refundFailed'],
    state: 'canceled canceled captured failed 0/0 10000',
    answers: { ...taken, ...given, cancel: 'already_canceled' },
  },
  declined: {
    path: ['begin', 'decline'],
    state: 'active pending declined - 1/0 -',
    answers: {
      ...declined,
      ...noRefund,
      begin: 'begun > secondAttempt',
      authorise: 'too_late > declinedVoiding',
      cancel: 'canceled > declinedCanceled',
      release: '1 > declinedReleased',
      expire: '0',
    },
  },
  declinedAndOverdue: {
    path: ['begin', 'decline', 'letPass'],
    state: 'active pending declined - 1/0 -',
    answers: {
      ...declined,
      ...noRefund,
      begin: 'hold_expired',
      authorise: 'too_late > declinedVoiding',
      cancel: 'canceled > declinedCanceled',
      release: '0',
      expire: '1 > rejected',
    },
  },
  declinedVoiding: {
    path: ['begin', 'decline', 'authorise'],
    state: 'active pending voiding - 1/0 -',
    answers: {
      ...voiding,
      ...noRefund,
      begin: 'begun > secondAttemptAfterVoiding',
      void: 'voided > declinedVoided',
      voidByGuest: 'voided > declinedVoided',
      cancel: 'canceled > declinedVoidingCanceled',
      release: '1 > declinedVoidingReleased',
      expire: '0',
    },
  },
  declinedVoided: {
    path: ['begin', 'decline', 'authorise', 'void'],
    state: 'active pending voided - 1/0 -',
    answers: {
      ...voiding,
      ...noRefund,
      begin: 'begun > secondAttemptAfterVoided',
      cancel: 'canceled > abandoned',
      release: '1 > declinedVoidedReleased',
      expire: '0',
    },
  },
  secondAttempt: {
    path: ['begin', 'decline', 'begin'],
    state: 'paying pending declined,created - 1/0 -',
    answers: {
      ...open,
      authorise: 'confirmed > secondAuthorised',
      decline: 'hold_active > secondDeclined',
      requireAction: 'waiting > secondWaiting',
      void: 'voided > secondTimedOut',
      voidByGuest: 'voided > secondAbandoned',
    },
  },
  rejected: {
    path: ['begin', 'letPass', 'decline'],
    state: 'expired rejected declined - 0/0 -',
    answers: {
      ...declined,
      ...noHold,
      ...noRefund,
      begin: 'hold_expired',
      authorise: 'too_late > rejectedVoiding',
      cancel: 'rejected',
    },
  },
  rejectedVoiding: {
    path: ['begin', 'letPass', 'decline', 'authorise'],
    state: 'expired rejected voiding - 0/0 -',
    answers: {
      ...voiding,
      ...noHold,
      ...noRefund,
      begin: 'hold_expired',
      void: 'voided > timedOut',
      voidByGuest: 'voided > timedOut',
      cancel: 'rejected',
    },
  },
  timedOut: {
    path: ['begin', 'void'],
    state: 'expired rejected voided - 0/0 -',
    answers: { ...voiding, ...noHold, ...noRefund, begin: 'hold_expired', cancel: 'rejected' },
  },
  abandoned: {
    path: ['begin', 'voidByGuest'],
    state: 'released canceled voided - 0/0 0',
    answers: { ...voiding, ...noHold, ...noRefund, begin: 'hold_released', cancel: 'already_canceled' },
  },
  declinedCanceled: {
    path: ['begin', 'decline', 'cancel'],
    state: 'released canceled declined - 0/0 0',
    answers: {
      ...declined,
      ...noHold,
      ...noRefund,
      begin: 'hold_released',
      authorise: 'too_late > declinedVoidingCanceled',
      cancel: 'already_canceled',
    },
  },
  declinedReleased: {
    path: ['begin', 'decline', 'release'],
    state: 'released rejected declined - 0/0 -',
    answers: {
      ...declined,
      ...noHold,
      ...noRefund,
      begin: 'hold_released',
      authorise: 'too_late > declinedVoidingReleased',
      cancel: 'rejected',
    },
  },
};

/** States that are only arrived at: what they answer is what a state above with the same parts does. */
const arrivals: Record<string, string> = {
  secondAuthorised: 'confirmed pending declined,authorised - 0/1 -',
  secondDeclined: 'active pending declined,declined - 1/0 -',
  secondWaiting: 'paying pending declined,requires_action - 1/0 -',
  secondTimedOut: 'expired rejected declined,voided - 0/0 -',
  secondAbandoned: 'released canceled declined,voided - 0/0 0',
  secondAttemptAfterVoiding: 'paying pending voiding,created - 1/0 -',
  secondAttemptAfterVoided: 'paying pending voided,created - 1/0 -',
  declinedVoidingCanceled: 'released canceled voiding - 0/0 0',
  declinedVoidingReleased: 'released rejected voiding - 0/0 -',
  declinedVoidedReleased: 'released rejected voided - 0/0 -',
};

async function bookingAfter(path: StateRules['path']): Promise<Booking> {
  const { listingId, skuIds } = await createHotel(prisma, { totals: [5], nights: 10 });
  const freeHours = path.includes('chargeInFull') ? 8_760 : 0;
  await setPolicy({ prisma }, listingId, { freeHours });
  const items = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
  const request = wish({ listingId, items, from: 5, guestId: 'ada' });
  await decide(holdTaker(prisma), [request]);
  const booking = new Booking(prisma, request);
  for (const step of path) {
    if (step === 'letPass') await booking.letPass();
    else if (step !== 'chargeInFull') await booking.do(step);
  }
  return booking;
}

describe.each(Object.entries(states))('a booking that is %s', (_, { path, state, answers }) => {
  test.each(steps.map((step) => [step, answers[step]] as const))(
    'answers %s with %s',
    async (step, answer) => {
      const booking = await bookingAfter(path);
      expect(await booking.state()).toBe(state);
      const before = await booking.everything();
      const [outcome, next] = answer.split(' > ');
      expect(await booking.do(step)).toBe(outcome);
      const isUnchanged = next === undefined;
      expect(isUnchanged ? await booking.everything() : await booking.state()).toEqual(
        isUnchanged ? before : (states[next]?.state ?? arrivals[next]),
      );
    },
  );
});

test('money that arrives for a declined card while the next one is being tried is sent back, the next one goes on', async () => {
  const booking = await bookingAfter(['begin', 'decline', 'begin']);
  expect(await booking.do('authorise', booking.payments[0])).toBe('too_late');
  expect(await booking.state()).toBe('paying pending voiding,created - 1/0 -');
  expect(await booking.do('void', booking.payments[0])).toBe('voided');
  expect(await booking.do('authorise')).toBe('confirmed');
  expect(await booking.do('capture')).toBe('paid');
  expect(await booking.state()).toBe('confirmed paid voided,captured - 0/1 -');
});
