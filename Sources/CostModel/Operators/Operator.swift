/// An operator with its attributes: what it counts, from the definition of the operation.
///
/// Shapes and conditions were settled when it was made from a row; see ``OperatorEntry``.
public protocol Operator: Sendable {
  /// The word in specs: `conv`.
  var name: String { get }
  /// Under what it is counted in shares.
  var kind: LayerKind { get }
  /// Its attributes in short: `3x3 /2`.
  var detail: String { get }
  /// How the reference code calls it.
  var call: Call { get }
  /// What the operator does to tensors of these shapes, one sample.
  ///
  /// - Throws: ``ArithmeticFault``.
  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts
  /// What its row says, in plain numbers.
  ///
  /// - Throws: `unbound` where a size has no value yet.
  func attributes() throws(ArithmeticFault) -> Attributes
}

extension Operator {
  /// A module, as most operators are.
  public var call: Call { .module }
}

/// What an operator counts for one sample, in elements.
public struct Counts: Sendable {
  /// Multiply-accumulates, taps on padding included.
  var macs = Formula.zero
  /// Multiply-accumulates without taps on padding.
  var effectiveMACs = Formula.zero
  /// Trained weights.
  var weights = Formula.zero
  /// Trained biases.
  var biases = Formula.zero
  /// Numbers read at inference that do not train: a batch normalization's means and variances.
  var statistics = Formula.zero
  /// Distinct elements read, of each input.
  var read: [Formula] = []
  /// Whether the output is a view of the input, which moves no data.
  var isView = false
  /// Whether the output counts as activations: convolutions, dense layers, matrix products.
  var isActivation = false
  /// Elements of the matrix that lowering to a matrix product would build; 0 where the input is
  /// that matrix already.
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
  /// Exactly two; one where the column is given.
  case two(unless: String? = nil)
  /// At least one; with one `from` the row above stands before it.
  case join
}

/// A row of the list of all operators: its word, its columns, and how it is made.
public struct OperatorEntry: Sendable {
  /// The word in specs.
  public let name: String
  /// One line for documentation.
  public let summary: String
  /// The columns it takes beside `name`, `operator`, `from`, `if`, `n` and `each`.
  public let columns: [String]
  /// How many tensors it reads.
  public let inputs: InputCount
  /// Whether a file's `defaults` fill all of its columns, and not just `called`.
  private let takesDefaults: Bool
  /// Reads the cells, checks what must hold, and gives the operator with its output's shape.
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

  /// Whether the file's default for a column fills a cell that a row leaves out.
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

  /// The operator of that word, or nil.
  public static func named(_ name: String) -> OperatorEntry? { byName[name] }
}
