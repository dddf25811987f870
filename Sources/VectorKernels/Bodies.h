// The same source for each instruction set: LANES floats in a vector, ROWS by VECTORS vectors of
// sums in registers. Included with different definitions of these, TARGET and NAME.

#define FLAT __attribute__((always_inline)) static inline
#define UNROLL _Pragma("clang loop unroll(full)")

typedef float NAME(vec) __attribute__((ext_vector_type(LANES), aligned(4)));
typedef int NAME(ivec) __attribute__((ext_vector_type(LANES), aligned(4)));
#define vec NAME(vec)
#define ivec NAME(ivec)

#define LOAD(p) (*(const vec *)(p))
#define STORE(p, v) (*(vec *)(p) = (v))
// Positions of a depthwise convolution that share the weights in registers.
#define STRIP 4

// Both comparisons are false for NaN, which stays.
TARGET FLAT vec NAME(between)(vec x, vec low, vec high) {
  x = x < low ? low : x;
  return x > high ? high : x;
}

// MARK: Products

TARGET FLAT void NAME(block)(
    const VKProduct *t, long start, float *results, long pitch, const float *bias, const int rows) {
  vec sums[ROWS][VECTORS];
  UNROLL for (int i = 0; i < rows; i++)
    UNROLL for (int j = 0; j < VECTORS; j++)
      sums[i][j] = bias ? LOAD(bias + j * LANES) : LOAD(results + i * pitch + j * LANES);
  const float *panel = t->panel;
  const float *const *next = t->rows + start;
  for (long tap = 0; tap < t->taps; tap++, next += t->tapStride) {
    const float *row[ROWS];
    UNROLL for (int i = 0; i < rows; i++) row[i] = next[i] + t->first;
    const long depth = t->depth;
    for (long k = 0; k < depth; k++) {
      vec weights[VECTORS];
      UNROLL for (int j = 0; j < VECTORS; j++) weights[j] = LOAD(panel + j * LANES);
      UNROLL for (int i = 0; i < rows; i++) {
        const vec x = (vec)(row[i][k]);
        UNROLL for (int j = 0; j < VECTORS; j++) sums[i][j] = sums[i][j] + x * weights[j];
      }
      panel += VECTORS * LANES;
    }
  }
  const vec low = (vec)(t->low), high = (vec)(t->high);
  UNROLL for (int i = 0; i < rows; i++)
    UNROLL for (int j = 0; j < VECTORS; j++)
      STORE(results + i * pitch + j * LANES, NAME(between)(sums[i][j], low, high));
}

TARGET static void NAME(blocks)(
    const VKProduct *t, long start, long count, float *results, long pitch, const float *bias) {
  if (!count) return;
  // Blocks of similar size: one with few rows takes almost as long as a full one.
  const long blocks = (count + ROWS - 1) / ROWS, least = count / blocks;
  long larger = count % blocks;
  for (const long end = start + count; start < end;) {
    const long rows = least + (larger-- > 0);
    switch (rows) {
#define CASE(n) case n: NAME(block)(t, start, results, pitch, bias, n); break;
      CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#if ROWS > 6
      CASE(7) CASE(8)
#endif
#if ROWS > 8
      CASE(9) CASE(10) CASE(11) CASE(12)
#endif
#undef CASE
    }
    start += rows;
    results += rows * pitch;
  }
}

TARGET static void NAME(product)(const VKProduct *t) {
  const int columns = VECTORS * LANES, width = t->columnCount;
  if (width == columns) {
    NAME(blocks)(t, 0, t->rowCount, t->results, t->pitch, t->bias);
    return;
  }
  // The last panel of weights is padded with zeros; results and biases are not.
  float block[ROWS * VECTORS * LANES] = {0}, bias[VECTORS * LANES] = {0};
  if (t->bias) memcpy(bias, t->bias, width * sizeof(float));
  for (long start = 0; start < t->rowCount; start += ROWS) {
    const long count = t->rowCount - start < ROWS ? t->rowCount - start : ROWS;
    float *results = t->results + start * t->pitch;
    if (!t->bias)
      for (long i = 0; i < count; i++)
        memcpy(block + i * columns, results + i * t->pitch, width * sizeof(float));
    NAME(blocks)(t, start, count, block, columns, t->bias ? bias : 0);
    for (long i = 0; i < count; i++)
      memcpy(results + i * t->pitch, block + i * columns, width * sizeof(float));
  }
}

// MARK: Depthwise

TARGET FLAT void NAME(strip)(
    const VKDepthwise *t, long start, long channel, const int vectors, const int count) {
  vec sums[STRIP][2];
  UNROLL for (int i = 0; i < count; i++)
    UNROLL for (int j = 0; j < vectors; j++) sums[i][j] = LOAD(t->bias + channel + j * LANES);
  const float *weights = t->weights + channel;
  const float *const *rows = t->rows + start;
  for (long tap = 0; tap < t->taps; tap++, rows += t->tapStride, weights += t->weightPitch) {
    vec w[2];
    UNROLL for (int j = 0; j < vectors; j++) w[j] = LOAD(weights + j * LANES);
    UNROLL for (int i = 0; i < count; i++)
      UNROLL for (int j = 0; j < vectors; j++)
        sums[i][j] = sums[i][j] + w[j] * LOAD(rows[i] + channel + j * LANES);
  }
  const vec low = (vec)(t->low), high = (vec)(t->high);
  float *results = t->results + start * t->pitch + channel;
  UNROLL for (int i = 0; i < count; i++)
    UNROLL for (int j = 0; j < vectors; j++)
      STORE(results + i * t->pitch + j * LANES, NAME(between)(sums[i][j], low, high));
}

TARGET FLAT void NAME(strips)(const VKDepthwise *t, long start, const int count) {
  long channel = 0;
  for (; channel + 2 * LANES <= t->channels; channel += 2 * LANES)
    NAME(strip)(t, start, channel, 2, count);
  for (; channel + LANES <= t->channels; channel += LANES)
    NAME(strip)(t, start, channel, 1, count);
  for (; channel < t->channels; channel++)
    for (long i = start; i < start + count; i++) {
      float sum = t->bias[channel];
      for (long tap = 0; tap < t->taps; tap++)
        sum += t->weights[tap * t->weightPitch + channel] * t->rows[tap * t->tapStride + i][channel];
      sum = sum < t->low ? t->low : sum;
      t->results[i * t->pitch + channel] = sum > t->high ? t->high : sum;
    }
}

TARGET static void NAME(depthwise)(const VKDepthwise *t) {
  long start = 0;
  for (; start + STRIP <= t->count; start += STRIP) NAME(strips)(t, start, STRIP);
  for (; start < t->count; start++) NAME(strips)(t, start, 1);
}

#include "DepthwiseRows.h"

// MARK: Element by element

// The elements after the last full vector are processed in a vector of their own.
#define EACH(count, full, rest)                            \
  long i = 0;                                              \
  for (; i + LANES <= count; i += LANES) { full; }         \
  if (i < count) {                                         \
    float part[4][LANES] = {{0}};                          \
    const long left = count - i;                           \
    rest;                                                  \
  }
#define TAKE(n, p) for (long e = 0; e < left; e++) part[n][e] = (p)[i + e]
#define GIVE(p, v) STORE(part[3], v); for (long e = 0; e < left; e++) (p)[i + e] = part[3][e]

TARGET static void NAME(clamp)(const float *x, float *y, long count, float low, float high) {
  const vec l = (vec)(low), h = (vec)(high);
  EACH(count, STORE(y + i, NAME(between)(LOAD(x + i), l, h)),
       TAKE(0, x); GIVE(y, NAME(between)(LOAD(part[0]), l, h)))
}

// 2^n from its exponent, times a polynomial on ±ln 2 / 2 (Taylor, degree 7: below 1e-8).
TARGET FLAT vec NAME(exponential)(vec x) {
  x = NAME(between)(x, (vec)(-87.3f), (vec)(88.3f));
  const vec scaled = x * 1.44269504f;
  // Rounded by adding and subtracting 1.5 · 2^23.
  const vec n = (scaled + 12582912.0f) - 12582912.0f;
  const vec f = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  vec p = (vec)(1.0f / 5040);
  p = p * f + 1.0f / 720;
  p = p * f + 1.0f / 120;
  p = p * f + 1.0f / 24;
  p = p * f + 1.0f / 6;
  p = p * f + 0.5f;
  p = p * f + 1.0f;
  p = p * f + 1.0f;
  const ivec bits = (__builtin_convertvector(n, ivec) + 127) << 23;
  return p * (vec)bits;
}

TARGET FLAT vec NAME(logistic)(vec x) { return 1.0f / (1.0f + NAME(exponential)(-x)); }

// Abramowitz and Stegun 7.1.26: within 1.5e-7.
TARGET FLAT vec NAME(error)(vec x) {
  const vec a = x < 0 ? -x : x;
  const vec t = 1.0f / (1.0f + 0.3275911f * a);
  vec p = (vec)(1.061405429f);
  p = p * t + -1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t + -0.284496736f;
  p = p * t + 0.254829592f;
  const vec y = 1.0f - p * t * NAME(exponential)(-a * a);
  return x < 0 ? -y : y;
}

TARGET FLAT vec NAME(activated)(const VKActivation kind, vec x) {
  const vec zero = (vec)(0.0f), six = (vec)(6.0f);
  switch (kind) {
    case VKLeaky: return x < 0 ? 0.01f * x : x;
    case VKSwish: return x * NAME(logistic)(x);
    case VKHardSwish: return x * NAME(between)(x + 3.0f, zero, six) / 6.0f;
    case VKSigmoid: return NAME(logistic)(x);
    case VKHardSigmoid: return NAME(between)(x + 3.0f, zero, six) / 6.0f;
    case VKTanh: return 2.0f * NAME(logistic)(2.0f * x) - 1.0f;
    case VKGelu: return x * 0.5f * (1.0f + NAME(error)(x * 0.70710678f));
  }
  return x;
}

TARGET static void NAME(activate)(VKActivation kind, const float *x, float *y, long count) {
  switch (kind) {
#define CASE(k)                                                       \
  case k: {                                                           \
    EACH(count, STORE(y + i, NAME(activated)(k, LOAD(x + i))),           \
         TAKE(0, x); GIVE(y, NAME(activated)(k, LOAD(part[0]))))         \
    break;                                                            \
  }
    CASE(VKLeaky) CASE(VKSwish) CASE(VKHardSwish) CASE(VKSigmoid) CASE(VKHardSigmoid) CASE(VKTanh)
    CASE(VKGelu)
#undef CASE
  }
}

TARGET static void NAME(line)(const float *x, const float *scale, const float *shift, float *y, long count) {
  EACH(count, STORE(y + i, LOAD(x + i) * LOAD(scale + i) + LOAD(shift + i)),
       TAKE(0, x); TAKE(1, scale); TAKE(2, shift);
       GIVE(y, LOAD(part[0]) * LOAD(part[1]) + LOAD(part[2])))
}

TARGET FLAT vec NAME(sloped)(vec x, vec slope) { return x < 0 ? slope * x : x; }

TARGET static void NAME(slope)(const float *x, const float *slopes, float *y, long count) {
  EACH(count, STORE(y + i, NAME(sloped)(LOAD(x + i), LOAD(slopes + i))),
       TAKE(0, x); TAKE(1, slopes); GIVE(y, NAME(sloped)(LOAD(part[0]), LOAD(part[1]))))
}

TARGET static void NAME(blend)(const float *x, const float *y, float *z, long count, float a, float b) {
  EACH(count, STORE(z + i, LOAD(x + i) * a + LOAD(y + i) * b),
       TAKE(0, x); TAKE(1, y); GIVE(z, LOAD(part[0]) * a + LOAD(part[1]) * b))
}

TARGET static void NAME(multiply)(const float *x, const float *y, float *z, long count) {
  EACH(count, STORE(z + i, LOAD(x + i) * LOAD(y + i)),
       TAKE(0, x); TAKE(1, y); GIVE(z, LOAD(part[0]) * LOAD(part[1])))
}

TARGET FLAT vec NAME(larger)(vec x, vec y) { return ((x > y) | (x != x)) ? x : y; }

TARGET static void NAME(maximum)(const float *x, float *y, long count) {
  EACH(count, STORE(y + i, NAME(larger)(LOAD(x + i), LOAD(y + i))),
       TAKE(0, x); TAKE(1, y); GIVE(y, NAME(larger)(LOAD(part[0]), LOAD(part[1]))))
}

// MARK: Peaks

TARGET static float NAME(sum)(const float *x, long count) {
  // Enough chains to hide the latency of an addition.
  vec sums[8] = {0};
  long i = 0;
  for (; i + 8 * LANES <= count; i += 8 * LANES)
    UNROLL for (int j = 0; j < 8; j++) sums[j] += LOAD(x + i + j * LANES);
  UNROLL for (int j = 1; j < 8; j++) sums[0] += sums[j];
  float total = 0;
  for (int lane = 0; lane < LANES; lane++) total += sums[0][lane];
  for (; i < count; i++) total += x[i];
  return total;
}

TARGET static long NAME(spin)(long rounds) {
  // Enough chains to hide the latency of an addition on every processor so far.
  vec sums[12];
  UNROLL for (int i = 0; i < 12; i++) sums[i] = (vec)((float)i);
  const vec factor = (vec)(0.999f), term = (vec)(1e-3f);
  for (long round = 0; round < rounds; round++)
    UNROLL for (int i = 0; i < 12; i++) sums[i] = sums[i] * factor + term;
  vec total = sums[0];
  UNROLL for (int i = 1; i < 12; i++) total += sums[i];
  // The sums are used, or the compiler would drop them.
  __asm__ volatile("" : : "r"(&total) : "memory");
  return rounds * 12 * LANES * 2;
}

static const VKKernels NAME(kernels) = {
    .name = TITLE, .rows = ROWS, .columns = VECTORS * LANES, .product = NAME(product),
    .depthwise = NAME(depthwise),
    .depthwiseRow = NAME(depthwiseRow), .clamp = NAME(clamp), .activation = NAME(activate), .line = NAME(line), .slope = NAME(slope),
    .blend = NAME(blend), .multiply = NAME(multiply), .maximum = NAME(maximum), .sum = NAME(sum),
    .spin = NAME(spin)};

#undef FLAT
#undef UNROLL
#undef vec
#undef ivec
#undef LOAD
#undef STORE
#undef STRIP
#undef EACH
#undef TAKE
#undef GIVE
#undef TARGET
#undef TITLE
#undef NAME
#undef LANES
#undef ROWS
#undef VECTORS
