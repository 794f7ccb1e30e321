import { Injectable, Logger } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import type { ToldMoney } from './provider-answers.js';
import { quarantine, type Expected, type ToldInstead } from './quarantine.queries.js';

/**
 * Money that is not what we asked for cannot be about what we asked for. What the provider says of it is put aside,
 * nothing is done, and an administrator sees it.
 */
@Injectable()
export class QuarantineService {
  private readonly logger = new Logger('Payments');

  constructor(private readonly prisma: PrismaService) {}

  /** Whether the money is what was asked for; if not, it has been put aside. */
  async isAsAsked(
    expected: Expected,
    told: { readonly money: ToldMoney; readonly providerObjectId: string | null; readonly eventId?: string },
  ): Promise<boolean> {
    const { money, providerObjectId, eventId } = told;
    if (money.currency !== expected.currency) {
      await this.putAside(expected, { ...money, reason: 'other_currency', providerObjectId, eventId });
      return false;
    }
    if (money.amountMinor !== expected.amountMinor) {
      await this.putAside(expected, { ...money, reason: 'other_amount', providerObjectId, eventId });
      return false;
    }
    return true;
  }

  async putAside(expected: Expected, told: ToldInstead): Promise<void> {
    const isNew = await quarantine(this.prisma, expected, told);
    if (!isNew) return;
    this.logger.error(
      `The provider tells of ${told.amountMinor} ${told.currency} (${told.providerObjectId ?? 'no id'}, ${told.reason}) ` +
        `for ${expected.kind} ${expected.subjectId} of ${expected.amountMinor} ${expected.currency}`,
    );
  }
}
