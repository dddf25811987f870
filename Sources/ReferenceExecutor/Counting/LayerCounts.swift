import CostModel
import Symbolic

/// Elements that move between memory and a layer.
package struct Movement: Hashable, Sendable {
  /// Distinct elements of tensors that were read.
  package var input = 0
  /// Distinct weights, biases and normalization parameters that were read.
  package var weights = 0
  /// Distinct elements of tensors that were written.
  package var output = 0

  /// No movement.
  package init() {}
}

/// The counts of a layer, as whole numbers: predicted by formulas, or found by running it.
package struct LayerCounts: Hashable, Sendable {
  /// The sizes of the output: channels, then the map.
  package var sizes: [Int] = []
  /// Multiply-accumulates, including taps on padding.
  package var macs = 0
  /// Multiply-accumulates without taps on padding.
  package var effectiveMACs = 0
  /// Trainable parameters that belong to the layer.
  package var parameters = 0
  /// Outputs that are sums of products.
  package var activations = 0
  /// Elements moved if every step runs separately: operator, normalization, activation.
  package var unfused = Movement()
  /// Elements moved if norms are folded into weights and activations into writing.
  package var fused = Movement()

  /// No counts.
  package init() {}

  /// Every quantity with its name, in the order of comparison: the sizes of the output first.
  package var quantities: [(name: String, value: Int)] {
    let axes = ["channels"] + Shape.axisNames(max(0, sizes.count - 1))
    return zip(axes, sizes).map { ("output's \($0)", $1) } + [
      ("MACs", macs), ("effective MACs", effectiveMACs), ("parameters", parameters),
      ("activations", activations), ("unfused elements read", unfused.input),
      ("unfused weights read", unfused.weights), ("unfused elements written", unfused.output),
      ("fused elements read", fused.input), ("fused weights read", fused.weights),
      ("fused elements written", fused.output),
    ]
  }
}

extension LayerCounts {
  /// The predictions of a report for a layer with four bytes per number.
  ///
  /// - Throws: a diagnostic at the row if something has no value.
  init(predicted row: Report.Row) throws(Diagnostic) {
    do throws(ArithmeticFault) {
      self = try LayerCounts(row.cost)
      sizes = try row.layer.output.shape.sample.integers()
    } catch {
      throw row.layer.fault(error)
    }
  }

  /// The totals of a report; they have no shape. - Throws: a diagnostic, as for a row.
  init(totals report: Report) throws(Diagnostic) {
    do throws(ArithmeticFault) {
      self = try LayerCounts(report.totals)
    } catch {
      throw Diagnostic("the total of \(report.network.name): \(error)")
    }
  }

  private init(_ cost: Cost) throws(ArithmeticFault) {
    macs = try cost.macs.integer()
    effectiveMACs = try cost.effectiveMACs.integer()
    parameters = try cost.parameters.integer()
    activations = try cost.activations.integer()
    unfused = try Movement(cost.unfused)
    fused = try Movement(cost.fused)
  }

  /// The sum over layers; it has no shape.
  static func sum(_ layers: [LayerCounts]) -> LayerCounts {
    var sum = LayerCounts()
    for quantity in summed {
      sum[keyPath: quantity] = layers.reduce(0) { $0 + $1[keyPath: quantity] }
    }
    return sum
  }

  private static let summed: [WritableKeyPath<LayerCounts, Int> & Sendable] = [
    \.macs, \.effectiveMACs, \.parameters, \.activations, \.unfused.input, \.unfused.weights,
    \.unfused.output, \.fused.input, \.fused.weights, \.fused.output,
  ]

  /// The formulas of a row, in the order of ``quantities``.
  static func formulas(of row: Report.Row) throws(ArithmeticFault) -> [Formula] {
    let (shape, cost) = (row.layer.output.shape, row.cost)
    return shape.sample + [
      cost.macs, cost.effectiveMACs, cost.parameters,
      cost.activations, try cost.unfused.input / 4, try cost.unfused.weights / 4,
      try cost.unfused.output / 4, try cost.fused.input / 4, try cost.fused.weights / 4,
      try cost.fused.output / 4,
    ]
  }
}

extension Movement {
  /// Elements of four bytes.
  fileprivate init(_ traffic: Traffic) throws(ArithmeticFault) {
    input = try (traffic.input / 4).integer()
    weights = try (traffic.weights / 4).integer()
    output = try (traffic.output / 4).integer()
  }
}
