import CostModel

/// How many bytes a network takes with fast kernels, before any is allocated.
enum FastMemory {
  /// - Parameter threads: how many threads run it.
  static func bytes(_ plan: Plan, _ layout: TensorLayout, threads: Int) -> Int {
    var (kept, passing) = (0, 0)
    for step in plan.steps {
      let kernel = step.operation.kernel
      // All weights at once, as drawn and as packed.
      kept = clampedSum(kept, clampedProduct(step.parameterCount, 2), kernel?.padding ?? 0)
      // Those of one layer also as folded, and what a run takes until it ends.
      passing = max(
        passing, step.parameterCount, kernel?.scratch(threads: threads) ?? 0, step.looped)
    }
    let drawn = plan.givens.map(\.size.elements).max() ?? 0
    // An input is drawn channel by channel, and then laid out by position.
    return clampedProduct(clampedSum(layout.elements, drawn, kept, passing), 4)
  }
}

extension Plan.Step {
  /// The elements that a layer without fast kernels copies, with marks, while it runs.
  fileprivate var looped: Int {
    switch operation {
    case .view: return 0
    case .kernel(let kernel) where !(kernel is any LoopedKernel): return 0
    case .kernel, .reshape: break
    }
    let elements = inputs.reduce(operation.output.elements) { clampedSum($0, $1.elements) }
    return clampedProduct(elements, 2)
  }
}

extension Kernel {
  /// The elements that a fast kernel holds besides its weights.
  fileprivate var padding: Int {
    switch self {
    case let kernel as ConvolutionKernel where kernel.isDepthwise:
      return kernel.parts.reduce(0) { clampedSum($0, clampedProduct($1.windows.taps, panel)) }
    case let kernel as ConvolutionKernel:
      let copy = FastShallowConvolution.copy(of: kernel)?.elements ?? 0
      return kernel.parts.reduce(copy) { sum, part in
        clampedSum(sum, clampedProduct(part.groups, part.inputsPerGroup, part.windows.taps, panel))
      }
    case let kernel as TransposedKernel:
      return clampedProduct(kernel.input.channels, panel)
    case let kernel as DenseKernel: return clampedProduct(kernel.features, panel)
    case let kernel as LinearKernel: return clampedProduct(kernel.input.channels, panel)
    default: return 0
    }
  }

  /// The elements that a run of a fast kernel takes until it ends.
  fileprivate func scratch(threads: Int) -> Int {
    /// A pointer, as large as two elements, for each tap of the windows that a thread looks up.
    func pointers(taps: Int, positions: Int? = nil) -> Int {
      let windows = min(WindowProduct.windowLimit, positions ?? clampedProduct(area, output.batch))
      return clampedProduct(taps, windows, threads, 2)
    }
    switch self {
    case let kernel as ConvolutionKernel:
      return pointers(taps: kernel.parts.map(\.windows.taps).max() ?? 1)
    case let kernel as TransposedKernel:
      let taps = kernel.map.taps
      let positions = clampedProduct(kernel.input.batch, kernel.input.area)
      return clampedSum(
        clampedProduct(positions, taps, kernel.output.channels),
        pointers(taps: 1, positions: positions))
    case let kernel as DenseKernel:
      return pointers(taps: kernel.area, positions: output.batch)
    case is LinearKernel: return pointers(taps: 1)
    case let kernel as MatrixProductKernel:
      // The second map, packed.
      return clampedSum(
        clampedProduct(kernel.heads, kernel.inner, clampedSum(kernel.columns, panel)),
        pointers(taps: 1, positions: area))
    default: return 0
    }
  }

  private var area: Int { output.area }
}

/// Columns of a panel of weights with the widest vectors; the last one of a group is padded.
private let panel = 32
