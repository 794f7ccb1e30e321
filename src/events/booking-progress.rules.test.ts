import { BookingProgress } from './booking-progress.rules.js';

function progressOf(...told: (string | { type: string; cause?: string; data?: object })[]): BookingProgress {
  const progress = new BookingProgress();
  for (const each of told) {
    const { type, cause = null, data = null } = typeof each === 'string' ? { type: each } : each;
    progress.see({ type, cause, data });
  }
  return progress;
}

const payment = (state: string, paymentId = 'p1', cause?: string) => ({
  type: `payment.${state}`,
  data: { paymentId },
  ...(cause === undefined ? {} : { cause }),
});
const refund = (state: string, refundId = 'r1') => ({ type: `refund.${state}`, data: { refundId } });
const canceledUndecided = { type: 'reservation.canceled', data: { refund: 'undecided' } };
const begun = ['hold.created', 'reservation.pending', 'hold.paying', payment('created')] as const;
const paid = [
  ...begun,
  'hold.confirmed',
  payment('authorised'),
  payment('captured'),
  'reservation.paid',
] as const;

describe('a hold is over', () => {
  test.each([
    ['when it was released', ['hold.created', 'hold.extended', 'hold.released'], true],
    ['when it ran out', ['hold.created', 'hold.expired'], true],
    [
      'when it ran out after a refused card',
      ['hold.created', 'hold.paying', 'hold.active', 'hold.expired'],
      true,
    ],
    [
      'not when it ran out while being paid for: its money may come late',
      ['hold.paying', 'hold.expired'],
      false,
    ],
    ['not when that money came', ['hold.paying', 'hold.expired', 'hold.confirmed'], false],
    ['not while it lives', ['hold.created', 'hold.extended'], false],
    [
      'not while it is paid for: it can be canceled',
      ['hold.created', 'hold.paying', 'hold.confirmed'],
      false,
    ],
    ['when its reservation was canceled', ['hold.confirmed', 'hold.canceled'], true],
    ['not before anything was told', [], false],
  ])('%s', (_when, told, expected) => {
    expect(progressOf(...told).holdIsOver).toBe(expected);
  });
});

describe('a reservation is over', () => {
  test.each([
    ['not while it is pending', begun, false],
    ['not when it is paid: it can be canceled', paid, false],
    ['not before its refund', [...paid, 'reservation.canceled', refund('created'), 'hold.canceled'], false],
    [
      'when its refund has arrived',
      [
        ...paid,
        'reservation.canceled',
        refund('created'),
        'hold.canceled',
        refund('succeeded'),
        'reservation.refunded',
      ],
      true,
    ],
    [
      'not when its refund failed: it can be sent again',
      [...paid, 'reservation.canceled', 'hold.canceled', refund('created'), refund('failed')],
      false,
    ],
    ['when it was canceled without a refund', [...paid, 'reservation.canceled', 'hold.canceled'], true],
    ['not while nobody has said what goes back', [...paid, canceledUndecided, 'hold.canceled'], false],
    [
      'when it was said that nothing goes back',
      [...paid, canceledUndecided, 'hold.canceled', 'reservation.refund_decided'],
      true,
    ],
    [
      'not before the refund that was decided on has arrived',
      [...paid, canceledUndecided, 'hold.canceled', 'reservation.refund_decided', refund('created')],
      false,
    ],
    [
      'when its card was refused and time was up',
      [...begun, payment('declined'), 'hold.active', 'hold.expired', 'reservation.rejected'],
      true,
    ],
    [
      'not while an attempt is still being canceled',
      [...begun, payment('voiding'), 'hold.expired', 'reservation.rejected'],
      false,
    ],
    [
      'not when an attempt the provider did not know of was given up',
      [...begun, 'hold.expired', 'reservation.rejected', payment('voided', 'p1', 'no_answer')],
      false,
    ],
    [
      'not when another card’s money is still to be given back',
      [...begun, payment('declined'), payment('voiding', 'p2'), 'hold.expired', 'reservation.rejected'],
      false,
    ],
    [
      'whatever else was told of it',
      [
        ...begun,
        payment('declined'),
        'hold.expired',
        'reservation.rejected',
        'reservation.late_money',
        payment('seen'),
      ],
      true,
    ],
  ])('%s', (_when, told, expected) => {
    expect(progressOf(...told).reservationIsOver).toBe(expected);
  });
});
