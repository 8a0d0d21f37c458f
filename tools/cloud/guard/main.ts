/** Loaded before anything else into the official CLI, and into every process of Node that it starts. */
import { moveClock } from './clock.ts';
import { guardConnections } from './connections.ts';
import { guardLookups } from './lookups.ts';
import { guardPrograms } from './programs.ts';

const program = (process.argv[1] ?? '').replaceAll('\\', '/');

guardLookups();
guardConnections();
if (program.endsWith('/@cloudbase/cli/bin/tcb')) guardPrograms();
// The CLI's own time is the machine's; in what runs a function for it, that of the local CloudBase goes.
if (program.endsWith('/@cloudbase/cli/runtime/nodejs/bootstrap.js')) {
  moveClock(Number(process.env['HOUFU_CLOCK_OFFSET_MS'] ?? 0));
}
