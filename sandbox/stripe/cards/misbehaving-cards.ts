import type { CardRow, Decline } from './behaviour.js';

const declined: Decline = {
  code: 'card_declined',
  declineCode: 'generic_decline',
  message: 'Your card was declined.',
};
const disputed = {
  code: 'charge_disputed',
  message: 'This charge has been charged back and cannot be refunded.',
  times: Infinity,
};
const noBalance = {
  code: 'balance_insufficient',
  message: 'Insufficient funds in your account to refund this amount.',
  times: 2,
};

/** Cards of this sandbox alone: one row is one way in which a provider misbehaves. A new behaviour is a new row. */
export const misbehavingCards: readonly CardRow[] = [
  // How the answer to a payment comes.
  ['pm_sandbox_slow', 'visa', '9003', 'pays, but answers late', { answer: 'late' }],
  ['pm_sandbox_timeout_after_charge', 'visa', '9004', 'pays, but never answers', { answer: 'never' }],
  ['pm_sandbox_error_after_charge', 'visa', '9005', 'pays, but answers 500', { answer: 'error' }],
  [
    'pm_sandbox_webhooks_first',
    'visa',
    '9010',
    'pays, and answers only when its webhooks were there',
    { answer: 'afterWebhooks' },
  ],

  // What the bank decides, and when.
  [
    'pm_sandbox_authorises_late',
    'visa',
    '9011',
    'never answers, cannot be found, and pays later',
    { outcome: { kind: 'comesLate' }, answer: 'never' },
  ],
  [
    'pm_sandbox_processing_then_pays',
    'visa',
    '9012',
    'processing, and pays later',
    { outcome: { kind: 'processing', approves: true } },
  ],
  [
    'pm_sandbox_processing_then_declined',
    'visa',
    '9013',
    'processing, and declined later',
    { outcome: { kind: 'processing', approves: false } },
  ],
  [
    'pm_sandbox_declined_then_pays',
    'visa',
    '9014',
    'declined, and pays later all the same',
    { outcome: { kind: 'changesItsMind', decline: declined } },
  ],
  [
    'pm_sandbox_failure_told_after_success',
    'visa',
    '9015',
    'pays; an older failure is told after it',
    { tellsOldFailure: true },
  ],
  ['pm_sandbox_authorisation_lapses', 'visa', '9016', 'pays; the authorisation lapses', { lapses: true }],

  // Other money than was asked for.
  ['pm_sandbox_authorises_less', 'visa', '9020', 'authorises less than asked', { lie: 'authorisesLess' }],
  ['pm_sandbox_authorises_more', 'visa', '9021', 'authorises more than asked', { lie: 'authorisesMore' }],
  [
    'pm_sandbox_authorises_other_currency',
    'visa',
    '9022',
    'authorises in another currency',
    { lie: 'authorisesOtherCurrency' },
  ],
  ['pm_sandbox_captures_less', 'visa', '9023', 'captures less than authorised', { lie: 'capturesLess' }],
  ['pm_sandbox_captures_more', 'visa', '9024', 'captures more than authorised', { lie: 'capturesMore' }],

  // Captures.
  [
    'pm_sandbox_capture_fails_twice',
    'visa',
    '9030',
    'pays; the first two captures fail',
    { capture: { failures: 2 } },
  ],
  [
    'pm_sandbox_capture_answer_lost',
    'visa',
    '9031',
    'pays; the capture is done and never answered',
    { capture: { answer: 'never' } },
  ],
  [
    'pm_sandbox_capture_error_after',
    'visa',
    '9032',
    'pays; the capture is done and answered 500',
    { capture: { answer: 'error' } },
  ],

  // Refunds.
  [
    'pm_sandbox_refund_fails',
    'visa',
    '9001',
    'a refund is pending and fails later',
    { refund: { first: 'pending', later: 'failed' } },
  ],
  [
    'pm_sandbox_refund_pending',
    'visa',
    '9002',
    'a refund is pending and succeeds later',
    { refund: { first: 'pending', later: 'succeeded' } },
  ],
  [
    'pm_sandbox_refund_stays_pending',
    'visa',
    '9040',
    'a refund is pending until it is settled by hand',
    { refund: { first: 'pending' } },
  ],
  [
    'pm_sandbox_refund_timeout',
    'visa',
    '9041',
    'a refund is made and never answered',
    { refund: { answer: 'never' } },
  ],
  [
    'pm_sandbox_refund_error',
    'visa',
    '9042',
    'a refund is made and answered 500',
    { refund: { answer: 'error' } },
  ],
  [
    'pm_sandbox_refund_disputed',
    'visa',
    '9043',
    'a refund is refused: charged back',
    { refund: { refusal: disputed } },
  ],
  [
    'pm_sandbox_refund_no_balance',
    'visa',
    '9044',
    'the first two refunds are refused: no balance',
    { refund: { refusal: noBalance } },
  ],

  // Webhooks.
  [
    'pm_sandbox_duplicate_webhooks',
    'visa',
    '9006',
    'pays; every webhook comes three times',
    { webhooks: 'thrice' },
  ],
  ['pm_sandbox_ten_webhooks', 'visa', '9050', 'pays; every webhook comes ten times', { webhooks: 'tenfold' }],
  [
    'pm_sandbox_reordered_webhooks',
    'visa',
    '9007',
    'pays; webhooks come in reverse order',
    { webhooks: 'backwards' },
  ],
  [
    'pm_sandbox_shuffled_webhooks',
    'visa',
    '9051',
    'pays; webhooks are shuffled with those of other payments',
    { webhooks: 'shuffled' },
  ],
  [
    'pm_sandbox_held_webhooks',
    'visa',
    '9052',
    'pays; webhooks wait until they are released',
    { webhooks: 'held' },
  ],
  ['pm_sandbox_no_webhooks', 'visa', '9053', 'pays; no webhook ever comes', { webhooks: 'never' }],
];
