#include "VectorKernels.h"

#include <string.h>

#if defined(__x86_64__)

#define TITLE "AVX-512"
#define NAME(x) x##_avx512
#define TARGET __attribute__((target("avx512f,avx512vl,avx512dq,fma,avx2")))
#define LANES 16
#define ROWS 12
#define VECTORS 2
#include "Bodies.h"

#define TITLE "AVX2"
#define NAME(x) x##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#define LANES 8
#define ROWS 6
#define VECTORS 2
#include "Bodies.h"

#define TITLE "SSE2"
#define NAME(x) x##_sse2
#define TARGET
#define LANES 4
#define ROWS 6
#define VECTORS 2
#include "Bodies.h"

// From best to worst.
static const VKKernels *available(int index) {
  switch (index) {
    case 0:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
                     && __builtin_cpu_supports("avx512dq")
                 ? &kernels_avx512
                 : 0;
    case 1:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &kernels_avx2 : 0;
    default: return &kernels_sse2;
  }
}

#else

// NEON on arm64; elsewhere, what the compiler makes of vectors of four.
#define TITLE "NEON"
#define NAME(x) x##_neon
#define TARGET
#define LANES 4
#define ROWS 8
#define VECTORS 2
#include "Bodies.h"

static const VKKernels *available(int index) { return index == 2 ? &kernels_neon : 0; }

#endif

const VKKernels *VKChoose(const char *name) {
  for (int index = 0; index < 3; index++) {
    const VKKernels *kernels = available(index);
    if (kernels && (!name || strcmp(kernels->name, name) == 0)) return kernels;
  }
  return 0;
}
