import Symbolic

/// Sums of products of tensors over shared axes, as in Einstein's notation: every axis has a label,
/// axes with the same label run together, and those that the output lacks are summed over.
///
/// It does one multiply-accumulate for each combination of positions along all labels. Batched
/// matrix products, such as those of multi-head attention (arXiv:1706.03762, section 3.2), are
/// contractions.
package struct Contraction: Hashable, Sendable {
  /// The label of each axis of each tensor.
  package let inputs: [[Int]]
  /// The labels of the output's axes.
  package let output: [Int]

  /// A contraction with these labels.
  package init(_ inputs: [[Int]], to output: [Int]) {
    self.inputs = inputs
    self.output = output
  }

  /// The product of the matrices in the last two axes of two tensors; the axes before are broadcast.
  ///
  /// A tensor of one axis is a row on the left, a column on the right, as in NumPy's `matmul`.
  package static func matrixProduct(
    _ left: Shape, _ right: Shape, transposesLeft: Bool = false, transposesRight: Bool = false
  ) -> Contraction {
    let (rows, inner, columns) = (-1, -2, -3)
    func matrix(_ rank: Int, _ first: Int, _ second: Int, _ transposes: Bool) -> [Int] {
      transposes ? [second, first] : [first, second]
    }
    let own = left.sizes.count == 1 ? [inner] : matrix(2, rows, inner, transposesLeft)
    let other = right.sizes.count == 1 ? [inner] : matrix(2, inner, columns, transposesRight)
    // A number alone is no matrix; it has too few axes for its labels, which the builder refuses.
    let depth = max(0, left.sizes.count - own.count, right.sizes.count - other.count)
    var next = depth
    /// Labels for the axes before the matrix; one of size 1 that meets a larger one has its own.
    func batch(_ shape: Shape, _ matrix: [Int], against partner: Shape, _ partners: [Int]) -> [Int]
    {
      (0..<max(0, shape.sizes.count - matrix.count)).map { axis in
        let label = depth - (shape.sizes.count - matrix.count) + axis
        let place = label - (depth - (partner.sizes.count - partners.count))
        guard shape.sizes[axis] == 1, place >= 0, partner.sizes[place] != 1 else { return label }
        defer { next += 1 }
        return next
      }
    }
    let labels = [
      batch(left, own, against: right, other) + own,
      batch(right, other, against: left, own) + other,
    ]
    return Contraction(
      labels,
      to: Array(0..<depth) + (left.sizes.count == 1 ? [] : [rows])
        + (right.sizes.count == 1 ? [] : [columns]))
  }
}

extension Contraction: OperatorDefinition {
  var name: String { "matmul" }

  func kind(_ inputs: [Shape]) -> LayerKind { .matmul }

  func reads(_ count: Int) -> Bool { count == inputs.count && count > 0 }

  func output(_ shapes: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    for (shape, labels) in zip(shapes, inputs) {
      guard shape.sizes.count == labels.count else {
        throw .outsideDomain("\(labels.count) axes of a tensor of \(shape.sizes.count)")
      }
    }
    let sizes = sizes(of: shapes)
    for (shape, labels) in zip(shapes, inputs) {
      for (label, size) in zip(labels, shape.sizes) where size != sizes[label] {
        try demands.require(
          "\(sizes[label]?.text ?? "?") of \(shapes[0].allText) can't be multiplied with "
            + "\(size.text) of \(shape.allText)",
          .compare(.exact(size), .equal, .exact(sizes[label] ?? .one)))
      }
    }
    return Shape(output.map { sizes[$0] ?? .one }, layout: shapes[0].layout)
  }

  func counts(_ shapes: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let sizes = sizes(of: shapes)
    let products = try Formula.product(sizes.keys.sorted().compactMap { sizes[$0] })
    var counts = Counts(macs: products, effectiveMACs: products, isActivation: true)
    for shape in shapes { counts.read.append(try shape.elements()) }
    return counts
  }

  /// The size along each label.
  private func sizes(of shapes: [Shape]) -> [Int: Formula] {
    var sizes: [Int: Formula] = [:]
    for (shape, labels) in zip(shapes, inputs) {
      for (label, size) in zip(labels, shape.sizes) where sizes[label] == nil {
        sizes[label] = size
      }
    }
    return sizes
  }
}
