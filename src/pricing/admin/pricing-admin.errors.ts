import { DomainError } from '../../errors/domain-error.js';

export function pricingRuleNotFound(hotelId: number, ruleId: number): DomainError {
  const message = `Hotel ${hotelId} has no pricing rule ${ruleId}`;
  return new DomainError('not_found', 'pricing_rule_not_found', message, { hotelId, ruleId });
}

export function tooManyPricingRules(hotelId: number, limit: number): DomainError {
  const message = `Hotel ${hotelId} has ${limit} pricing rules, and may not have more`;
  return new DomainError('conflict', 'too_many_pricing_rules', message, { hotelId, limit });
}
