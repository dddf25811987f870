import Symbolic

/// An operator with its attributes, described once: `Operator<Formula>` is counted,
/// `Operator<Int>` is run.
///
/// It holds no sizes of tensors, parameter counts or costs. The formulas are in
/// `OperatorDefinition`; an executor works everything out itself.
package enum Operator<Size: AttributeNumber>: Hashable, Sendable {
  /// `conv` and `depthwise`.
  case convolution(Convolution<Size>)
  /// `transposed`.
  case transposed(TransposedConvolution<Size>)
  /// `dense`.
  case dense(Dense<Size>)
  /// `maxpool` and `avgpool`.
  case pool(Pool<Size>)
  /// A normalization as a row: `batchnorm`, `layernorm`, `l2norm`, `lrn`, `layerscale`.
  case normalization(Normalization)
  /// An activation as a row.
  case activation(Activation)
  /// `softmax`.
  case softmax(Softmax<Size>)
  /// `add`, `multiply`, `concat`.
  case join(Join)
  /// `split`, `shuffle`, `depth_to_space`, `space_to_depth`.
  case rearrangement(Rearrangement<Size>)
  /// `resize`.
  case resize(Resize<Size>)
  /// `none`.
  case zeros
  /// `matmul`.
  case product(MatrixProduct<Size>)
  /// `class_token`, `position`, `relative_position`.
  case embedding(Embedding<Size>)
  /// `windows`, `windows_to_space`, `space_to_batch`, `batch_to_space`.
  case partition(Partition<Size>)
  /// Sums of products over shared axes, such as a batch of matrix products.
  case contraction(Contraction)
  /// A function of corresponding elements, with broadcasting.
  case elementwise(Elementwise)
  /// One number from all elements along some axes.
  case reduction(Reduction)
  /// A normalization along some axes.
  case axisNormalization(AxisNormalization<Size>)
  /// `reshape`, `transpose`, `slice`, `pad`, `expand`, `tile`, `gather`: axes by position.
  case move(Move<Size>)
  /// `lstm`, `gru`, `rnn`.
  case recurrent(Recurrent<Size>)
  /// `svdf`.
  case rankConstrainedFilter(RankConstrainedFilter<Size>)
  /// `cast`, `quantize`, `dequantize`.
  case conversion(Conversion)
  /// Known by what it reads and makes alone.
  case opaque(Opaque<Size>)
}

extension Operator {
  /// The window that it slides over its input; nil for none.
  package var window: Window<Size>? {
    switch self {
    case .convolution(let convolution): convolution.window
    case .transposed(let convolution): convolution.window
    case .pool(let pool): pool.window
    default: nil
    }
  }
}

/// What attributes are counted in: whole numbers, or formulas of them.
package protocol AttributeNumber: Hashable, Sendable {
  /// A factor that need not be a whole number.
  associatedtype Factor: Hashable, Sendable
}

extension Formula: AttributeNumber {
  /// A factor may be a formula that is not exact.
  package typealias Factor = Scalar
}

extension Int: AttributeNumber {
  /// A factor is a quotient, or else a real number.
  package typealias Factor = ResizeFactor
}

/// What an operator makes and costs, from the definition of the operation.
///
/// A new operator is a type that conforms, and its case of ``Operator``.
protocol OperatorDefinition: Sendable {
  /// Its name in specs: `conv`.
  var name: String { get }
  /// The kind under which shares of the cost include it, for inputs of these shapes.
  func kind(_ inputs: [Shape]) -> LayerKind
  /// The kinds that it may be of as free parameters decide: the first whose condition holds.
  ///
  /// - Throws: ``ArithmeticFault``.
  func kinds(_ inputs: [Shape]) throws(ArithmeticFault) -> [(condition: Condition, kind: LayerKind)]
  /// Its attributes in short: `3x3 /2`.
  func detail(_ inputs: [Shape]) -> String
  /// Whether it can read so many tensors.
  func reads(_ count: Int) -> Bool
  /// Whether its output lies in its input, and no data is moved.
  var isView: Bool { get }
  /// How many of its inputs it reads elements of; those after are there for their sizes.
  func sources(_ count: Int) -> Int
  /// The shape that it makes of these; states what must hold of its attributes and its inputs.
  ///
  /// - Throws: ``ArithmeticFault``.
  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape
  /// The operator's counts, with tensors of these shapes.
  ///
  /// - Throws: ``ArithmeticFault``.
  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts
}

extension OperatorDefinition {
  func kinds(
    _ inputs: [Shape]
  ) throws(ArithmeticFault) -> [(condition: Condition, kind: LayerKind)] {
    [(.constant(true), kind(inputs))]
  }

  func detail(_ inputs: [Shape]) -> String { "" }

  func reads(_ count: Int) -> Bool { count == 1 }

  var isView: Bool { false }

  func sources(_ count: Int) -> Int { count }
}

extension Operator where Size == Formula {
  /// Its definition.
  var definition: any OperatorDefinition {
    switch self {
    case .convolution(let convolution): convolution
    case .transposed(let convolution): convolution
    case .dense(let dense): dense
    case .pool(let pool): pool
    case .normalization(let norm): norm
    case .activation(let activation): activation
    case .softmax(let softmax): softmax
    case .join(let join): join
    case .rearrangement(let rearrangement): rearrangement
    case .resize(let resize): resize
    case .zeros: Zeros()
    case .product(let product): product
    case .embedding(let embedding): embedding
    case .partition(let partition): partition
    case .contraction(let contraction): contraction
    case .elementwise(let function): function
    case .reduction(let reduction): reduction
    case .axisNormalization(let norm): norm
    case .move(let move): move
    case .recurrent(let recurrent): recurrent
    case .rankConstrainedFilter(let filter): filter
    case .conversion(let conversion): conversion
    case .opaque(let operation): operation
    }
  }

  /// Its name in specs: `conv`.
  package var name: String { definition.name }

  /// Whether its output lies in the memory of its first input.
  package var isView: Bool { definition.isView }

  /// How many of so many inputs, the first ones, it reads: others are only there for their sizes.
  package func sources(_ count: Int) -> Int { definition.sources(count) }

  /// The names of all operators that specs have words for.
  package static let names =
    ["conv", "depthwise", "transposed", "dense", "maxpool", "avgpool"]
    + Normalization.allCases.map(\.name) + Activation.allCases.map(\.name)
    + ["add", "multiply", "concat", "none", "split", "shuffle", "depth_to_space"]
    + ["space_to_depth", "resize", "matmul", "softmax", "linear", "tokens", "pick"]
    + ["class_token", "position", "relative_position"]
    + ["windows", "windows_to_space", "space_to_batch", "batch_to_space"]

  /// The operator with attributes in plain numbers.
  ///
  /// - Throws: `unbound` if an attribute has no value yet; `notAnInteger`, `overflow`.
  package func bound() throws(ArithmeticFault) -> Operator<Int> {
    switch self {
    case .convolution(let convolution): .convolution(try convolution.bound())
    case .transposed(let convolution): .transposed(try convolution.bound())
    case .dense(let dense): .dense(try dense.bound())
    case .pool(let pool): .pool(try pool.bound())
    case .normalization(let norm): .normalization(norm)
    case .activation(let activation): .activation(activation)
    case .softmax(let softmax): .softmax(try softmax.bound())
    case .join(let join): .join(join)
    case .rearrangement(let rearrangement): .rearrangement(try rearrangement.bound())
    case .resize(let resize): .resize(try resize.bound())
    case .zeros: .zeros
    case .product(let product): .product(try product.bound())
    case .embedding(let embedding): .embedding(try embedding.bound())
    case .partition(let partition): .partition(try partition.bound())
    case .contraction(let contraction): .contraction(contraction)
    case .elementwise(let function): .elementwise(function)
    case .reduction(let reduction): .reduction(reduction)
    case .axisNormalization(let norm): .axisNormalization(try norm.bound())
    case .move(let move): .move(try move.bound())
    case .recurrent(let recurrent): .recurrent(try recurrent.bound())
    case .rankConstrainedFilter(let filter): .rankConstrainedFilter(try filter.bound())
    case .conversion(let conversion): .conversion(conversion)
    case .opaque(let operation): .opaque(try operation.bound())
    }
  }
}
