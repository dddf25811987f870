/// The inner loops of the fast kernels, compiled for several instruction sets from one text
/// (Bodies.h) and chosen when the program runs.
///
/// C, because a Swift package is built for the oldest processor of its architecture (SSE2 on
/// x86-64), and Swift has no attribute by which a function is built for a newer one.
///
/// Numbers are floats. A row is the channels of one position, one after the other.
#pragma once

/// Matrix products: any number of rows by a panel of columns, a block of rows at a time in registers.
///
/// The inner index runs over `taps` and in each over `depth` channels.
typedef struct {
  /// Where the rows begin: tap by tap, `tapStride` pointers from one to the next.
  const float *const *rows;
  long taps, tapStride;
  /// The first channel of a row that counts, and how many.
  long first, depth;
  /// Weights: taps, channels, and `columns` of the instruction set.
  const float *panel;
  /// The first element of the first row of results, and elements from a row to the next.
  float *results;
  long pitch;
  /// How many rows there are, and how many columns; at most those of the instruction set.
  long rowCount;
  int columnCount;
  /// What sums begin with, one for each column; null to go on from the results so far.
  const float *bias;
  /// Results are brought between these.
  float low, high;
} VKProduct;

/// Depthwise sums: every channel by itself.
typedef struct {
  /// Where the rows begin: tap by tap, `tapStride` pointers from one to the next.
  const float *const *rows;
  long taps, tapStride;
  /// Weights: taps and channels, `weightPitch` from a tap to the next.
  const float *weights;
  long weightPitch;
  /// What sums begin with, one for each channel.
  const float *bias;
  float *results;
  long pitch, channels;
  /// Positions.
  long count;
  float low, high;
} VKDepthwise;

/// The kernels whose windows share what is read: of 3, 5 or 7 taps a row, at strides 1 and 2.
enum { VK_HEIGHT = 7, VK_WIDTH = 7, VK_POSITIONS = 3 * 2 + VK_WIDTH };

/// Depthwise sums over a row of windows.
typedef struct {
  /// Where the rows of the map under the windows begin, `height` of them; null for padding.
  const float *const *rows;
  int height, width, stride;
  /// Where the first window begins, before 0 over padding; how many positions a row has, and
  /// elements from one to the next.
  long column, inputWidth, inputPitch;
  /// What is read of padding within a row.
  const float *zeros;
  /// Weights: `columns` channels of the instruction set together, and of those tap by tap.
  const float *weights;
  /// What sums begin with, one for each channel.
  const float *bias;
  float *results;
  long pitch, channels;
  /// Windows.
  long count;
  float low, high;
  /// Whether the maps may come from memory, so that they are asked for in time.
  int isLarge;
} VKDepthwiseRow;

typedef enum {
  VKLeaky, VKSwish, VKHardSwish, VKSigmoid, VKHardSigmoid, VKTanh, VKGelu
} VKCurve;

/// The loops of an instruction set. Sources and results of the loops over `count` elements may be
/// the same.
typedef struct {
  const char *name;
  /// The block of a product.
  int rows, columns;
  void (*product)(const VKProduct *);
  void (*depthwise)(const VKDepthwise *);
  void (*depthwiseRow)(const VKDepthwiseRow *);
  /// y = min(max(x, low), high); not-a-number stays.
  void (*clamp)(const float *x, float *y, long count, float low, float high);
  void (*curve)(VKCurve, const float *x, float *y, long count);
  /// y = x * scale + shift, each with its own.
  void (*line)(const float *x, const float *scale, const float *shift, float *y, long count);
  /// y = x, below 0 times its slope
  void (*slope)(const float *x, const float *slopes, float *y, long count);
  /// z = a * x + b * y
  void (*blend)(const float *x, const float *y, float *z, long count, float a, float b);
  /// z = x * y
  void (*multiply)(const float *x, const float *y, float *z, long count);
  /// y = max(x, y); not-a-number wins.
  void (*maximum)(const float *x, float *y, long count);
  /// The sum of all, in any order.
  float (*sum)(const float *x, long count);
  /// Multiplies and adds in registers, and returns how many floating-point operations that were.
  long (*spin)(long rounds);
} VKKernels;

/// The loops for an instruction set by name, or the best that this machine has for a null; null
/// where it hasn't the one that is named.
const VKKernels *VKChoose(const char *name);
