// Preloaded (`node --import`) into a process under test, never part of the product. Names every statement that changes
// something, every job that is queued and every call to the payment provider and to the supplier of flights. While
// recording it tells their names; armed with one of them it kills the process there, as `kill -9` would: "before" means
// that the request never left, "after" that the other side has done it and we never saw the answer.
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';
import { nameProviderCall, nameSupplierCall, statementNamer } from './boundary-names.mjs';

const nameStatement = statementNamer({
  functions: process.env.FAIL_POINT_FUNCTIONS.split(','),
  tables: process.env.FAIL_POINT_TABLES.split(','),
});
const provider = new URL(process.env.FAIL_POINT_PROVIDER);
const supplier = new URL(process.env.FAIL_POINT_SUPPLIER);

let isRecording = false;
let armed;
let passed = new Map();

process.on('message', (order) => {
  isRecording = order.record === true;
  armed = order.arm;
  passed = new Map();
  process.send('done');
});
// Nobody is left to give orders, or to end it.
process.on('disconnect', die);
// Listening for orders must not keep a process alive that wants to end.
process.channel.unref();

/** Counts a boundary that is about to be crossed; dies here when told to. Says whether to die on the other side. */
function cross(name) {
  const occurrence = (passed.get(name) ?? 0) + 1;
  passed.set(name, occurrence);
  if (isRecording) process.send({ name, occurrence });
  if (armed?.name !== name || armed.occurrence !== occurrence) return false;
  if (armed.moment === 'before') die();
  return true;
}

function die() {
  process.kill(process.pid, 'SIGKILL');
}

const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (...args) {
  const [statement, values] = args;
  const text = typeof statement === 'string' ? statement : statement?.text;
  const bound = Array.isArray(values) ? values : statement?.values;
  const name = typeof text === 'string' ? nameStatement(text, bound ?? []) : undefined;
  if (name === undefined || !cross(name)) return query.apply(this, args);

  const callback = args.at(-1);
  if (typeof callback === 'function') {
    const dieUnlessFailed = (error, result) => (error ? callback(error, result) : die());
    return query.apply(this, [...args.slice(0, -1), dieUnlessFailed]);
  }
  return query.apply(this, args).then(die);
};

for (const module of [http, https]) {
  const request = module.request;
  module.request = function (...args) {
    const options = args.find((argument) => typeof argument === 'object' && !(argument instanceof URL)) ?? {};
    const isProvider = options.host === provider.hostname && String(options.port) === provider.port;
    const diesAfter = isProvider && cross(nameProviderCall(options.method, options.path));
    const outgoing = request.apply(this, args);
    return diesAfter ? outgoing.prependListener('response', die) : outgoing;
  };
}
syncBuiltinESMExports();

const fetchAsItIs = globalThis.fetch;
globalThis.fetch = async (target, options) => {
  const url = new URL(target);
  const diesAfter =
    url.host === supplier.host && cross(nameSupplierCall(options?.method ?? 'GET', url.pathname));
  try {
    return await fetchAsItIs(target, options);
  } finally {
    // An answer that is lost anyway is one more that was never seen.
    if (diesAfter) die();
  }
};
