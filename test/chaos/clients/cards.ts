/** Test cards of the payment sandbox and how often a guest pulls each out; see sandbox/README.md. */
export const cardWeights = {
  pm_card_visa: 50,
  pm_card_chargeDeclined: 6,
  pm_card_chargeDeclinedInsufficientFunds: 4,
  pm_card_authenticationRequired: 8,
  pm_card_pendingRefund: 4,
  pm_card_refundFail: 2,
  pm_sandbox_refund_fails: 2,
  pm_sandbox_slow: 3,
  pm_sandbox_timeout_after_charge: 4,
  pm_sandbox_error_after_charge: 4,
  pm_sandbox_duplicate_webhooks: 5,
  pm_sandbox_reordered_webhooks: 5,
} as const;
export type CardToken = keyof typeof cardWeights;
export const cardTokens = Object.keys(cardWeights) as CardToken[];
