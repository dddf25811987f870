import Symbolic

/// A tensor as a model file describes it.
package struct FileTensor: Sendable {
  /// Its name in the file; empty for constants that are written where they are used.
  package internal(set) var name: String

  /// What its elements are.
  package internal(set) var element: ElementType

  /// The size of each axis, outermost first; nil if the file doesn't tell even how many there are.
  package internal(set) var sizes: [FileSize]?

  /// The sizes that a TFLite file starts with, where ``sizes`` may leave some open; else nil.
  package internal(set) var storedSizes: [Int]?

  /// Where its elements are; nil if they are an input or computed.
  package internal(set) var data: FileData?

  /// How its elements stand for real numbers; nil if they are the numbers themselves.
  package internal(set) var quantization: FileQuantization?

  /// How the elements of a sparse constant are stored; nil for all others.
  package internal(set) var sparsity: FileSparsity?

  /// Whether it is part of the network, but not trained, where the file tells: a buffer of PyTorch.
  package internal(set) var isBuffer = false

  /// Whether its sizes are those of one sample, before which stands that of the batch: the inputs of
  /// Core ML's neural networks.
  package internal(set) var isSample = false

  /// Whether it keeps its value from one run to the next.
  package internal(set) var isVariable = false

  init(
    name: String = "", element: ElementType = .unknown, sizes: [FileSize]? = nil,
    data: FileData? = nil
  ) {
    self.name = name
    self.element = element
    self.sizes = sizes
    self.data = data
  }

  /// Whether its elements are fixed by the file, wherever they are.
  package var isConstant: Bool { data != nil }

  /// The sizes with that of the batch.
  var batchedSizes: [FileSize]? { sizes.map { isSample ? [.known(1)] + $0 : $0 } }

  /// The number of elements; nil if a size is not known or the product exceeds an `Int`.
  package var count: Int? {
    guard let sizes else { return nil }
    var count = 1
    for size in sizes {
      guard case .known(let size) = size else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return count
  }
}

/// The size of an axis.
package enum FileSize: Hashable, Sendable {
  /// A number, 0 or more.
  case known(Int)
  /// A name, or an expression of names as PyTorch writes it: `batch`, `s0//2 + 1`.
  case named(String)
  /// The file leaves it open.
  case unknown

  /// As messages show it.
  package var shown: String {
    switch self {
    case .known(let number): "\(number)"
    case .named(let name): printable(String(name.prefix(48)))
    case .unknown: "?"
    }
  }

  /// A size of a file in which negative numbers mean open ones.
  init(_ size: Int) { self = size < 0 ? .unknown : .known(size) }
}

/// How integers stand for real numbers: (integer − zero point) × scale.
package struct FileQuantization: Hashable, Sendable {
  /// One, or one for each index of ``axis``; none if there is a table.
  package let scales: [Double]
  /// As many as scales, or one for all; none if all are 0.
  package let zeroPoints: [Int]
  /// The axis along which scales differ; nil if there is one scale.
  package let axis: Int?
  /// Elements of the table that the integers are indices of; 0 if there is none.
  package let tableSize: Int
}

/// How the elements of a sparse constant are stored.
package struct FileSparsity: Sendable {
  /// How the indices of one axis are stored.
  package enum Level: Sendable {
    /// All of them, `size` in number.
    case dense(size: Int)
    /// Those that are not zero, as in compressed sparse rows.
    case compressed(segments: Int, indices: Int)
  }

  /// The order in which axes, then axes of blocks, are nested.
  package let order: [Int]
  /// The axis that each axis of a block divides; none if single elements are stored.
  package let blocks: [Int]
  /// One for each axis of ``order``.
  package let levels: [Level]
}
