/** What PostgreSQL's log says of each deadlock it broke up: when, who waited for whom, and with which statements. */
export function deadlockReports(postgresLog: string): string[] {
  // An entry goes on until the next line that begins with a time; the details are an entry of their own.
  const entries = postgresLog.split(/\n(?=\d{4}-\d\d-\d\d )/);
  return entries.flatMap((entry, index) =>
    entry.includes('deadlock detected') ? [`${entry}\n${entries[index + 1] ?? ''}`] : [],
  );
}
