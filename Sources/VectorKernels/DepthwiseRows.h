// Depthwise sums by rows of windows: a part of Bodies.h.

// The weight of a tap, in panels with as many channels as a block of products has columns.
TARGET FLAT const float *NAME(weightsAt)(
    const VKDepthwiseRow *t, long tap, long channel, const int width) {
  const long columns = VECTORS * LANES;
  return t->weights + (channel / columns * t->height * width + tap) * columns + channel % columns;
}

// Each element under a strip of windows is read once for all of them.
TARGET FLAT void NAME(slide)(
    const VKDepthwiseRow *t, const float *const (*at)[VK_POSITIONS], float *results, long channel,
    const int vectors, const int count, const int width, const int stride) {
  vec sums[STRIP][VECTORS];
  UNROLL for (int i = 0; i < count; i++)
    UNROLL for (int j = 0; j < vectors; j++) sums[i][j] = LOAD(t->bias + channel + j * LANES);
  for (int tap = 0; tap < t->height; tap++) {
    if (!t->rows[tap]) continue;
    const float *const *row = at[tap];
    const float *weights = NAME(weightsAt)(t, tap * width, channel, width);
    UNROLL for (int j = 0; j < vectors; j++) {
      vec w[VK_WIDTH];
      UNROLL for (int k = 0; k < width; k++) w[k] = LOAD(weights + (k * VECTORS + j) * LANES);
      UNROLL for (int p = 0; p < (count - 1) * stride + width; p++) {
        const vec x = LOAD(row[p] + channel + j * LANES);
        UNROLL for (int i = 0; i < count; i++)
          if (p >= i * stride && p < i * stride + width)
            sums[i][j] = sums[i][j] + w[p - i * stride] * x;
      }
    }
  }
  const vec low = (vec)(t->low), high = (vec)(t->high);
  UNROLL for (int i = 0; i < count; i++)
    UNROLL for (int j = 0; j < vectors; j++)
      STORE(results + i * t->pitch + channel + j * LANES, NAME(between)(sums[i][j], low, high));
}

TARGET FLAT void NAME(slides)(
    const VKDepthwiseRow *t, long start, const int count, const int width, const int stride) {
  // The places of the elements under the windows, row by row.
  const float *at[VK_HEIGHT][VK_POSITIONS];
  const long first = t->column + start * stride;
  const int positions = (count - 1) * stride + width;
  const int inside = first >= 0 && first + positions <= t->inputWidth;
  for (int tap = 0; tap < t->height; tap++) {
    if (!t->rows[tap]) continue;
    const float *row = t->rows[tap] + first * t->inputPitch;
    UNROLL for (int p = 0; p < positions; p++, row += t->inputPitch)
      at[tap][p] = inside || (first + p >= 0 && first + p < t->inputWidth) ? row : t->zeros;
  }
  float *results = t->results + start * t->pitch;
  // The first reads of the next strip, in the last row, and the place of its results: there are too
  // many streams of rows for the processor to predict.
  const float *last = t->rows[t->height - 1];
  const float *ahead = last ? last + (first + positions) * t->inputPitch : results;
  long channel = 0;
  for (; channel + VECTORS * LANES <= t->channels; channel += VECTORS * LANES) {
    if (t->isLarge) {
      UNROLL for (int i = 0; i < count * stride; i++)
        __builtin_prefetch(ahead + i * t->inputPitch + channel, 0, 3);
      UNROLL for (int i = 0; i < count; i++)
        __builtin_prefetch(results + (count + i) * t->pitch + channel, 1, 3);
    }
    NAME(slide)(t, at, results, channel, VECTORS, count, width, stride);
  }
  for (; channel + LANES <= t->channels; channel += LANES)
    NAME(slide)(t, at, results, channel, 1, count, width, stride);
  for (; channel < t->channels; channel++)
    for (int i = 0; i < count; i++) {
      float sum = t->bias[channel];
      for (int tap = 0; tap < t->height; tap++) {
        if (!t->rows[tap]) continue;
        const float *weights = NAME(weightsAt)(t, tap * width, channel, width);
        for (int k = 0; k < width; k++)
          sum += weights[k * VECTORS * LANES] * at[tap][i * stride + k][channel];
      }
      sum = sum < t->low ? t->low : sum;
      results[i * t->pitch + channel] = sum > t->high ? t->high : sum;
    }
}

TARGET FLAT void NAME(windows)(const VKDepthwiseRow *t, const int width, const int stride) {
  // Strips of similar size.
  const long strips = (t->count + STRIP - 1) / STRIP, least = t->count / strips;
  long larger = t->count % strips;
  for (long start = 0, count; start < t->count; start += count) {
    count = least + (larger-- > 0);
    switch (count) {
#define CASE(n) case n: NAME(slides)(t, start, n, width, stride); break;
      CASE(1) CASE(2) CASE(3) CASE(4)
#undef CASE
    }
  }
}

TARGET static void NAME(depthwiseRow)(const VKDepthwiseRow *t) {
  switch (t->width * 10 + t->stride) {
#define CASE(w, s) case w * 10 + s: NAME(windows)(t, w, s); break;
    CASE(3, 1) CASE(3, 2) CASE(5, 1) CASE(5, 2) CASE(7, 1) CASE(7, 2)
#undef CASE
  }
}
