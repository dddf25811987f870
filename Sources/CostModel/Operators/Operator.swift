import Symbolic

/// An operator with its attributes: what it counts, from the definition of the operation.
///
/// Shapes and conditions were checked when it was made from a row; see ``OperatorEntry``.
public protocol Operator: Sendable {
  /// Its name in specs: `conv`.
  var name: String { get }
  /// The kind under which shares of the cost include it.
  var kind: LayerKind { get }
  /// Its attributes in short: `3x3 /2`.
  var detail: String { get }
  /// How the reference code calls it.
  var call: Call { get }
  /// The operator's counts for one sample, with tensors of these shapes.
  ///
  /// - Throws: ``ArithmeticFault``.
  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts
  /// The attributes of its row, in plain numbers.
  ///
  /// - Throws: `unbound` if a size has no value yet.
  func attributes() throws(ArithmeticFault) -> Attributes
}

extension Operator {
  /// A module, like most operators.
  public var call: Call { .module }
}

/// What an operator counts for one sample, in elements.
public struct Counts: Sendable {
  /// Multiply-accumulates, including taps on padding.
  var macs = Formula.zero
  /// Multiply-accumulates without taps on padding.
  var effectiveMACs = Formula.zero
  /// Trained weights.
  var weights = Formula.zero
  /// Trained biases.
  var biases = Formula.zero
  /// Numbers read at inference but not trained: a batch normalization's means and variances.
  var statistics = Formula.zero
  /// Distinct elements read of each input.
  var read: [Formula] = []
  /// Whether the output is a view of the input, which moves no data.
  var isView = false
  /// Whether the output counts as activations: convolutions, dense layers, matrix products.
  var isActivation = false
  /// Elements of the matrix that lowering to a matrix product would build; 0 if the input already
  /// is that matrix.
  var lowered = Formula.zero
}

/// The kinds by which shares of the cost are reported.
public enum LayerKind: String, CaseIterable, Sendable {
  case pointwise, depthwise, standard, grouped, transposed, dense, matmul
  case normalization, activation, pooling, join, resize, rearrangement
}

/// How many tensors an operator reads.
public enum InputCount: Hashable, Sendable {
  /// One, or several under `each`.
  case one
  /// Exactly two, or one if the given column is set.
  case two(unless: String? = nil)
  /// At least one; with one `from`, the preceding row is the first.
  case join
}

/// An entry in the list of all operators: its name, its columns, and how to make it.
public struct OperatorEntry: Sendable {
  /// Its name in specs.
  public let name: String
  /// A one-line description for documentation.
  public let summary: String
  /// The columns it takes besides `name`, `operator`, `from`, `if`, `n` and `each`.
  public let columns: [String]
  /// How many tensors it reads.
  public let inputs: InputCount
  /// Whether a file's `defaults` fill all of its columns, or only `called`.
  private let takesDefaults: Bool
  /// Reads the cells, checks the requirements, and returns the operator with its output shape.
  let make: @Sendable (inout RowCells, [Shape]) throws(Diagnostic) -> (any Operator, Shape)

  init(
    _ name: String, _ summary: String, columns: [String], inputs: InputCount = .one,
    takesDefaults: Bool = false,
    make:
      @escaping @Sendable (inout RowCells, [Shape]) throws(Diagnostic) -> (any Operator, Shape)
  ) {
    self.name = name
    self.summary = summary
    self.columns = columns
    self.inputs = inputs
    self.takesDefaults = takesDefaults
    self.make = make
  }

  /// Whether the file's default for a column fills a cell that a row omits.
  func takesDefault(of column: String) -> Bool {
    columns.contains(column) && (takesDefaults || column == "called")
  }

  /// Every operator of the spec language.
  public static let all: [OperatorEntry] =
    Convolution.entries + [Dense.entry] + Pool.entries + Normalization.entries
    + Activation.entries + Join.entries + [Zeros.entry] + Rearrangement.entries + [Resize.entry]
    + MatrixProduct.entries

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The operator of that name, or nil.
  public static func named(_ name: String) -> OperatorEntry? { byName[name] }
}
