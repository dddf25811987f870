import CostModel
import Symbolic

// Products of matrices.
extension ONNXRule {
  /// A product with weights is a dense layer, whatever their order.
  static func gemm(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (left, right) = (try call[0], try call[1])
    guard let shape = left.shape, let other = right.shape else { return .unknown }
    guard shape.sizes.count == 2, other.sizes.count == 2 else {
      throw .invalid(
        Diagnostic("it multiplies tensors of \(shape.sizes.count) and \(other.sizes.count) axes"))
    }
    let transposesLeft = try call.integer("transA") ?? 0 != 0
    let transposesRight = try call.integer("transB") ?? 0 != 0
    var product: Operand
    var hasBias = false
    if let weights = right.constant, left.tensor != nil, !transposesLeft {
      let (rows, columns) = transposesRight ? (1, 0) : (0, 1)
      hasBias =
        call.optional(2)?.constant.map {
          $0.shape.varies(only: 1, of: Shape([shape.sizes[0], other.sizes[columns]]))
        } ?? false
      try requireInner(&translator, shape.sizes[1], other.sizes[rows])
      product = try translator.add(
        .dense(Dense(channels: other.sizes[columns], hasBias: hasBias)), [left],
        weights: weights.key)
    } else {
      product = try translator.add(
        .contraction(
          .matrixProduct(
            shape, other, transposesLeft: transposesLeft, transposesRight: transposesRight)),
        [left, right])
    }
    if !hasBias, let bias = call.optional(2) {
      product = try translator.elementwise(.add, [product, bias])
    }
    return product
  }

  static func matrixProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try product(&translator, call[0], call[1], call)
  }

  /// `QLinearMatMul`: between the factors stand their scales and zero points.
  static func quantizedProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try product(&translator, call[0], call[3], call)
  }

  static func product(
    _ translator: inout Translator, _ left: Operand, _ right: Operand, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let shape = left.shape, let other = right.shape else { return .unknown }
    guard !shape.sizes.isEmpty, !other.sizes.isEmpty else {
      throw .invalid(Diagnostic("it multiplies a single number"))
    }
    let transposesLeft = try call.integer("transA") ?? 0 != 0
    let transposesRight = try call.integer("transB") ?? 0 != 0
    let rank = shape.sizes.count
    if let weights = right.constant, left.tensor != nil, other.sizes.count == 2, rank > 1,
      !transposesLeft
    {
      let (rows, columns) = transposesRight ? (1, 0) : (0, 1)
      try requireInner(&translator, shape.sizes[rank - 1], other.sizes[rows])
      return try translator.add(
        .dense(
          Dense(
            channels: other.sizes[columns], hasBias: false, axis: rank == 2 ? nil : rank - 1)),
        [left], weights: weights.key)
    }
    return try translator.add(
      .contraction(
        .matrixProduct(
          shape, other, transposesLeft: transposesLeft, transposesRight: transposesRight)),
      [left, right])
  }

  private static func requireInner(
    _ translator: inout Translator, _ size: Formula, _ wanted: Formula
  ) throws(Refusal) {
    try translator.require(
      size, equals: wanted, "its weights are for \(wanted.text) numbers, and it reads \(size.text)")
  }

  /// Letters are labels; three dots mean the axes that are left.
  static func einsum(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let operands = try call.all()
    let shapes = operands.compactMap(\.shape)
    let equation = (try call.text("equation") ?? "").filter { $0 != " " }
    guard let labels = Einsum(equation, ranks: shapes.map(\.sizes.count)) else {
      throw .invalid(Diagnostic("\(quoted(equation)) does not fit what it reads"))
    }
    return try translator.add(.contraction(Contraction(labels.inputs, to: labels.output)), operands)
  }
}

/// The labels of an equation in Einstein's notation, `bij,bjk->bik`.
struct Einsum {
  let inputs: [[Int]]
  let output: [Int]

  /// nil if the equation is not of as many tensors with as many axes.
  init?(_ equation: String, ranks: [Int]) {
    let sides = equation.split(separator: "-", omittingEmptySubsequences: false)
    let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false)
    guard terms.count == ranks.count, sides.count <= 2 else { return nil }
    var depth = 0
    for (term, rank) in zip(terms, ranks) where term.contains("...") {
      depth = max(depth, rank - (term.count - 3))
    }
    guard depth >= 0, depth < 64 else { return nil }
    /// Axes that dots stand for have negative labels; the last one is -1.
    func labels(_ term: Substring, _ rank: Int?) -> [Int]? {
      var labels: [Int] = []
      var rest = term
      while let next = rest.popFirst() {
        if next == "." {
          guard rest.hasPrefix("..") else { return nil }
          rest = rest.dropFirst(2)
          let count = rank.map { $0 - (term.count - 3) } ?? depth
          guard 0...depth ~= count else { return nil }
          labels += (0..<count).map { $0 - count }
        } else {
          guard next.isLetter, let value = next.unicodeScalars.first?.value else { return nil }
          labels.append(Int(value))
        }
      }
      return rank == nil || labels.count == rank ? labels : nil
    }
    inputs = zip(terms, ranks).compactMap { labels($0, $1) }
    guard inputs.count == ranks.count else { return nil }
    if sides.count == 2 {
      guard sides[1].hasPrefix(">"), let output = labels(sides[1].dropFirst(), nil) else {
        return nil
      }
      self.output = output
    } else {
      // Without a right side, what occurs once stays, in alphabetical order.
      let all = inputs.flatMap { $0 }
      let letters = Set(all.filter { label in label > 0 && all.count { $0 == label } == 1 })
      output = (0..<depth).map { $0 - depth } + letters.sorted()
    }
  }
}
