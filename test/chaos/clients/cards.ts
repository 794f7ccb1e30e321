/**
 * Test cards of the payment sandbox and how often a guest pulls each out; see sandbox/README.md. Those that take another
 * amount than was asked for are left out: what becomes of that money is for an administrator to say, not for a rule.
 */
export const cardWeights = {
  pm_card_visa: 60,
  pm_card_chargeDeclined: 6,
  pm_card_chargeDeclinedInsufficientFunds: 3,
  pm_card_authenticationRequired: 8,
  pm_card_pendingRefund: 3,
  pm_card_refundFail: 2,
  pm_sandbox_refund_fails: 2,
  pm_sandbox_refund_timeout: 2,
  pm_sandbox_refund_error: 2,
  pm_sandbox_refund_disputed: 1,
  pm_sandbox_refund_no_balance: 1,
  pm_sandbox_slow: 2,
  pm_sandbox_timeout_after_charge: 4,
  pm_sandbox_error_after_charge: 4,
  pm_sandbox_webhooks_first: 3,
  pm_sandbox_authorises_late: 4,
  pm_sandbox_processing_then_pays: 3,
  pm_sandbox_processing_then_declined: 2,
  pm_sandbox_declined_then_pays: 3,
  pm_sandbox_failure_told_after_success: 2,
  pm_sandbox_authorisation_lapses: 1,
  pm_sandbox_capture_fails_twice: 2,
  pm_sandbox_capture_answer_lost: 2,
  pm_sandbox_capture_error_after: 2,
  pm_sandbox_duplicate_webhooks: 3,
  pm_sandbox_ten_webhooks: 2,
  pm_sandbox_reordered_webhooks: 3,
  pm_sandbox_shuffled_webhooks: 3,
  pm_sandbox_held_webhooks: 2,
  pm_sandbox_no_webhooks: 3,
} as const;
export type CardToken = keyof typeof cardWeights;
export type CardWeights = Partial<Readonly<Record<CardToken, number>>>;
