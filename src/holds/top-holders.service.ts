import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import type { Page } from '../http/page.dto.js';
import type { TopHolderDto } from './top-holders.dto.js';
import { listTopHolders } from './top-holders.views.js';

/** Who keeps most from others: what an administrator looks at when much is held and little is paid for. */
@Injectable()
export class TopHoldersService {
  constructor(private readonly prisma: PrismaService) {}

  /** Guests by what their live holds keep, most first. A ranking of this moment has no further page. */
  async list(limit: number): Promise<Page<TopHolderDto>> {
    const rows = await listTopHolders(this.prisma, limit);
    const data = rows.map(({ firstTakenAt, lastEndsAt, ...row }) => ({
      ...row,
      firstTakenAt: firstTakenAt.toISOString(),
      lastEndsAt: lastEndsAt.toISOString(),
    }));
    return { data, nextCursor: null };
  }
}
