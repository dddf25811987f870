import CostModel
import Symbolic

extension Translator {
  /// Attention (arXiv:1706.03762, section 3.2): every query takes a mean of all values, weighed by how
  /// well their keys fit. All three are batch x heads x steps x size; several heads of queries may
  /// share a head of keys and values (arXiv:2305.13245). A mask is added to how well they fit.
  ///
  /// - Parameter scale: what products are multiplied by; by default the root of their size divides
  ///   them.
  mutating func attention(
    _ queries: Operand, _ keys: Operand, _ values: Operand, mask: Operand? = nil,
    scale: Double? = nil
  ) throws(Refusal) -> Operand {
    try attend(queries, keys, values, mask: mask, scale: scale).mean
  }

  /// What attention makes, and what it makes on the way: how well keys fit, as a product, with the
  /// cap and with the mask, and the shares that follow from that.
  struct Attention {
    var mean = Operand.unknown
    var fits: [Operand] = []
    var shares = Operand.unknown
  }

  /// Attention, as above. - Parameter cap: how well keys fit is kept within this, by a `tanh`.
  mutating func attend(
    _ queries: Operand, _ keys: Operand, _ values: Operand, mask: Operand? = nil,
    cap: Double? = nil, scale: Double? = nil
  ) throws(Refusal) -> Attention {
    guard let own = queries.shape, let other = keys.shape, let last = values.shape else {
      return Attention()
    }
    guard own.sizes.count == 4, other.sizes.count == 4, last.sizes.count == 4 else {
      throw .invalid(Diagnostic("attention of tensors with other than 4 axes"))
    }
    let isShared = own.sizes[1] != other.sizes[1]
    var queries = queries
    if isShared {
      let group = try exactly { () throws(ArithmeticFault) in try own.sizes[1] / other.sizes[1] }
      queries = try reshape(
        queries, to: [own.sizes[0], other.sizes[1], group, own.sizes[2], own.sizes[3]])
    }
    // Batch, heads, queries of a head, steps, size; the other's steps, the size of values.
    let heads = isShared ? [0, 1, 2] : [0, 1]
    var numerics = Numerics()
    if let scale = scale ?? own.sizes[3].constantValue.map({ 1 / $0.doubleValue.squareRoot() }) {
      numerics.scale = scale
    }
    var fits = try add(
      .contraction(Contraction([heads + [3, 4], [0, 1, 5, 4]], to: heads + [3, 5])),
      [queries, keys], numerics: numerics)
    var stages = [fits]
    if let cap, cap != 0 {
      fits = try elementwise(.divide, [fits, number(cap)])
      fits = try elementwise(.multiply, [add(.activation(.tanh), [fits]), number(cap)])
    }
    stages.append(fits)
    if var mask {
      if isShared, let sizes = mask.shape?.sizes, sizes.count == 4 {
        let group = try exactly { () throws(ArithmeticFault) in try own.sizes[1] / other.sizes[1] }
        mask =
          sizes[1] == own.sizes[1] && sizes[1] != 1
          ? try reshape(mask, to: [sizes[0], other.sizes[1], group] + sizes[2...])
          : try unsqueeze(mask, [2])
      }
      let isTruth = mask.constant?.element == .bool
      fits =
        isTruth
        ? try elementwise(.select, [mask, fits, number(-1e9)])
        : try elementwise(.add, [fits, mask])
    }
    stages.append(fits)
    let shares = try add(.softmax(Softmax(axis: heads.count + 1)), [fits])
    let mean = try add(
      .contraction(Contraction([heads + [3, 5], [0, 1, 5, 6]], to: heads + [3, 6])),
      [shares, values])
    return Attention(
      mean: try reshape(mean, to: [own.sizes[0], own.sizes[1], own.sizes[2], last.sizes[3]]),
      fits: stages, shares: shares)
  }

  /// Batch x steps x features as batch x heads x steps x size.
  mutating func heads(_ operand: Operand, _ count: Formula) throws(Refusal) -> Operand {
    guard let shape = operand.shape else { return .unknown }
    guard shape.sizes.count == 3 else {
      throw .invalid(Diagnostic("a tensor of \(shape.sizes.count) axes has no heads"))
    }
    let size = try exactly { () throws(ArithmeticFault) in try shape.sizes[2] / count }
    let split = try reshape(operand, to: [shape.sizes[0], shape.sizes[1], count, size])
    return try transpose(split, [0, 2, 1, 3])
  }

  /// The reverse.
  mutating func joinHeads(_ operand: Operand) throws(Refusal) -> Operand {
    guard let shape = operand.shape else { return .unknown }
    let turned = try transpose(operand, [0, 2, 1, 3])
    let features = try exactly { () throws(ArithmeticFault) in
      try shape.sizes[1] * shape.sizes[3]
    }
    return try reshape(turned, to: [shape.sizes[0], shape.sizes[2], features])
  }
}
