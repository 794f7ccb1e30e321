import type { PrismaService } from '../../src/database/prisma.service.js';

/** The queues in one line each: which jobs wait, run or are to come, and how far behind each schedule is. */
export async function describeQueues(prisma: PrismaService): Promise<string> {
  const rows = await prisma.$queryRaw<{ line: string }[]>`
    SELECT concat_ws(
      ' ', 'queue', j.queue, j.name, j.state::text, count(*)::text,
      'due ' || round(extract(epoch FROM clock_timestamp()) - min(j.process_at_ms) / 1000.0, 1)::text || ' s ago',
      'lock ends in ' || round(max(j.locked_until_ms) / 1000.0 - extract(epoch FROM clock_timestamp()), 1)::text || ' s'
    ) AS line
    FROM bullmq.job j
    GROUP BY j.queue, j.name, j.state
    UNION ALL
    SELECT concat_ws(
      ' ', 'schedule', s.queue, s.scheduler_id, 'next due',
      round(extract(epoch FROM clock_timestamp()) - s.next_run_ms / 1000.0, 1)::text, 's ago'
    )
    FROM bullmq.scheduler s
    ORDER BY 1`;
  return rows.map(({ line }) => line).join('\n');
}
