import { getQueueToken } from '@nestjs/bullmq';
import { Queue } from 'bullmq';
import { Command } from 'nest-commander';
import { queueNames } from '../../queue/queue-names.js';
import { QueueStore } from '../../queue/queue-store.js';
import { AdminCommand, type CommonOptions } from '../cli/admin-command.js';
import { printJson, printLine, printTable } from '../cli/output.js';
import { Services } from '../cli/services.js';

const states = ['waiting', 'active', 'delayed', 'failed', 'completed'] as const;

@Command({ name: 'queue:state', description: 'Count the jobs of each queue by their state' })
export class QueueStateCommand extends AdminCommand {
  protected readonly examples = ['queue:state', 'queue:state --json'];

  constructor(private readonly services: Services) {
    super();
  }

  override async run(_parameters: string[], options: CommonOptions): Promise<void> {
    const { store, queues } = await this.services.use(async (services) => ({
      store: services.get(QueueStore).kind,
      queues: await Promise.all(
        Object.values(queueNames).map(async (name) => {
          const counts = await services.get<Queue>(getQueueToken(name)).getJobCounts(...states);
          return { name, jobs: Object.fromEntries(states.map((state) => [state, counts[state] ?? 0])) };
        }),
      ),
    }));
    if (options.json === true) return printJson({ store, queues });
    printTable(
      ['queue', ...states],
      queues.map(({ name, jobs }) => [name, ...states.map((state) => jobs[state] ?? 0)]),
    );
    printLine(`The queues are in ${store === 'redis' ? 'Redis' : 'PostgreSQL'}.`);
  }
}
