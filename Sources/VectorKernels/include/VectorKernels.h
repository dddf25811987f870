/// The inner loops of the fast kernels, compiled for several instruction sets from one source
/// (Bodies.h) and chosen at run time.
///
/// In C, because a Swift package is built for the oldest processor of its architecture (SSE2 on
/// x86-64), and Swift has no attribute to build a function for a newer one.
///
/// Numbers are floats. A row is the channels of one position, in order.
#pragma once

/// Matrix products: any number of rows by a panel of columns, a block of rows at a time in registers.
///
/// The inner index runs over `taps`, and within each over `depth` channels.
typedef struct {
  /// The starts of the rows, tap by tap, with `tapStride` pointers from one to the next.
  const float *const *rows;
  long taps, tapStride;
  /// The first channel of a row to use, and how many.
  long first, depth;
  /// Weights: taps, channels, and the instruction set's `columns`.
  const float *panel;
  /// The first element of the first row of results, and the distance between rows in elements.
  float *results;
  long pitch;
  /// The number of rows and of columns, at most the instruction set's.
  long rowCount;
  int columnCount;
  /// The initial value of the sums for each column; null to continue from the results so far.
  const float *bias;
  /// Results are clamped to this range.
  float low, high;
} VKProduct;

/// Depthwise sums: each channel separately.
typedef struct {
  /// The starts of the rows, tap by tap, with `tapStride` pointers from one to the next.
  const float *const *rows;
  long taps, tapStride;
  /// Weights: taps and channels, with `weightPitch` from one tap to the next.
  const float *weights;
  long weightPitch;
  /// The initial value of the sums for each channel.
  const float *bias;
  float *results;
  long pitch, channels;
  /// Positions.
  long count;
  float low, high;
} VKDepthwise;

/// The kernels whose windows share reads: 3, 5 or 7 taps per row, at strides 1 and 2.
enum { VK_HEIGHT = 7, VK_WIDTH = 7, VK_POSITIONS = 3 * 2 + VK_WIDTH };

/// Depthwise sums over a row of windows.
typedef struct {
  /// The starts of the `height` map rows under the windows; null for padding.
  const float *const *rows;
  int height, width, stride;
  /// The start of the first window, below 0 in the padding; the number of positions per row, and
  /// the distance between them in elements.
  long column, inputWidth, inputPitch;
  /// Read for padding within a row.
  const float *zeros;
  /// Weights: the instruction set's `columns` channels together, and within these tap by tap.
  const float *weights;
  /// The initial value of the sums for each channel.
  const float *bias;
  float *results;
  long pitch, channels;
  /// Windows.
  long count;
  float low, high;
  /// Whether the maps may come from memory, so that they must be prefetched.
  int isLarge;
} VKDepthwiseRow;

typedef enum {
  VKLeaky, VKSwish, VKHardSwish, VKSigmoid, VKHardSigmoid, VKTanh, VKGelu
} VKActivation;

/// The loops of an instruction set. Loops over `count` elements may write where they read.
typedef struct {
  const char *name;
  /// The block of a product.
  int rows, columns;
  void (*product)(const VKProduct *);
  void (*depthwise)(const VKDepthwise *);
  void (*depthwiseRow)(const VKDepthwiseRow *);
  /// y = min(max(x, low), high); NaN stays.
  void (*clamp)(const float *x, float *y, long count, float low, float high);
  void (*activation)(VKActivation, const float *x, float *y, long count);
  /// y = x * scale + shift, per element.
  void (*line)(const float *x, const float *scale, const float *shift, float *y, long count);
  /// y = x, or x times its slope below 0
  void (*slope)(const float *x, const float *slopes, float *y, long count);
  /// z = a * x + b * y
  void (*blend)(const float *x, const float *y, float *z, long count, float a, float b);
  /// z = x * y
  void (*multiply)(const float *x, const float *y, float *z, long count);
  /// y = max(x, y); NaN wins.
  void (*maximum)(const float *x, float *y, long count);
  /// The sum of all, in any order.
  float (*sum)(const float *x, long count);
  /// Multiplies and adds in registers; returns the number of floating-point operations.
  long (*spin)(long rounds);
} VKKernels;

/// The loops for a named instruction set, or the best ones for this machine if the name is null;
/// null if the machine does not have the named one.
const VKKernels *VKChoose(const char *name);
