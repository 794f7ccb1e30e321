// What a boundary is called. Nothing is listed: functions and tables are those of the migrated database, so that a new
// step is seen as soon as a flow runs it.

/**
 * Names statements by the functions of ours they call and the tables of ours they write, and jobs by what they are
 * about to do. Undefined for what only reads, and for the queue's own bookkeeping.
 * @param {{ functions: readonly string[], tables: readonly string[] }} known
 */
export function statementNamer({ functions, tables }) {
  const calls = new RegExp(String.raw`\b(${functions.join('|')})\s*\(`, 'g');
  const writes = new RegExp(
    String.raw`\b(INSERT INTO|UPDATE|DELETE FROM)\s+(?:"?public"?\.)?"?(${tables.join('|')})\b`,
    'gi',
  );
  const names = new Map();
  return (text, values) => {
    if (/\badd_job\s*\(/.test(text)) return `queue ${values[0]}: ${values[2]}`;
    if (/\badd_jobs_bulk\s*\(/.test(text)) return `queue ${values[0]}: several`;
    if (!names.has(text)) {
      const parts = [
        ...[...text.matchAll(calls)].map(([, name]) => name),
        ...[...text.matchAll(writes)].map(
          ([, verb, table]) => `${verb.split(' ')[0].toLowerCase()} ${table}`,
        ),
      ];
      names.set(text, parts.length === 0 ? undefined : [...new Set(parts)].join(' + '));
    }
    return names.get(text);
  };
}

/** `provider POST /v1/payment_intents/:id/capture` */
export function nameProviderCall(method, path) {
  return `provider ${method} ${routeOf(path)}`;
}

/** `supplier POST /air/orders` */
export function nameSupplierCall(method, path) {
  return `supplier ${method} ${routeOf(path)}`;
}

function routeOf(path) {
  return path.split('?')[0].replaceAll(/\/(pi|re|cus|pm|ch|seti|evt|off|orq|ord|ore|pay)_\w+/g, '/:id');
}
