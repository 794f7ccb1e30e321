// `npm run build`: Prisma client, API metadata, then TypeScript to dist/.
import { build, ensureInstalled } from './project.mjs';

ensureInstalled();
build();
