// Preloaded into a worker (`node --import`): its wall clock is CHAOS_CLOCK_SKEW_MS off. The monotonic clock
// (`performance`) stays right, as on a machine whose time was set wrong.
const skewMs = Number(process.env.CHAOS_CLOCK_SKEW_MS ?? 0);
const RealDate = globalThis.Date;

class SkewedDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + skewMs);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + skewMs;
  }
}

if (skewMs !== 0) globalThis.Date = SkewedDate;
