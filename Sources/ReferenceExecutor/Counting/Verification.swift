import CostModel
import Symbolic

/// The predictions of the formulas next to the counts of a run.
public struct Verification: Sendable {
  /// A layer, as predicted and as executed.
  package struct Row: Sendable {
    /// The layer.
    package let layer: Layer
    /// The numbers from the formulas.
    package let predicted: LayerCounts
    /// The numbers counted.
    package let executed: LayerCounts

    /// Whether all quantities agree.
    package var isEqual: Bool { predicted == executed }
  }

  /// A quantity that differs.
  public struct Difference: Hashable, Sendable, CustomStringConvertible {
    /// The path of the layer, or the network for its totals.
    package let place: String
    /// The quantity: `effective MACs`.
    package let quantity: String
    /// The number that the formula gives, and the number that was counted.
    package let predicted, executed: Int
    /// The formula, if one is known that is more than a number.
    package var formula: String?

    /// `conv1: MACs: predicted 27 * c = 432, executed 433`.
    public var description: String {
      let left = formula.map { "\($0) = \(predicted)" } ?? "\(predicted)"
      return "\(place): \(quantity): predicted \(left), executed \(executed)"
    }
  }

  /// The options of a report that can be verified: every number takes four bytes, whatever the
  /// network says.
  package static let options = CountOptions(weights: .fp32, activations: .fp32)

  /// The layers in order.
  package let rows: [Row]
  /// The most tensor elements at once, as `Report.peakMemory()` gives it and as counted.
  package let peak: (predicted: Int, executed: Int)
  /// The name of the network.
  package let name: String
  /// Its input, without the batch.
  package let input: Shape
  private let totals: LayerCounts

  /// Runs a network, and compares what is counted with its formulas.
  ///
  /// - Parameter seed: the seed for inputs and parameters.
  /// - Throws: a diagnostic if the network has free parameters, or an ``ExecutionError``.
  public init(running network: Network, seed: UInt64 = 0) throws {
    try self.init(
      Report(network, Verification.options), Executor(network, seed: seed).run())
  }

  /// Compares a report with an execution of its network.
  ///
  /// - Parameters:
  ///   - report: counted with ``options``.
  ///   - execution: a run of the same network with the same batch.
  /// - Throws: a diagnostic if the report has free parameters.
  package init(_ report: Report, _ execution: Execution) throws(Diagnostic) {
    var rows: [Row] = []
    for (row, layer) in zip(report.rows, execution.layers) {
      rows.append(
        Row(
          layer: row.layer, predicted: try LayerCounts(predicted: row), executed: layer.counts))
    }
    self.rows = rows
    name = report.network.name
    input = report.network.input.shape
    totals = try LayerCounts(totals: report)
    guard let bytes = try report.peakMemory()?.bytes else {
      throw Diagnostic("\(report.network.name) has free parameters")
    }
    peak = (bytes / 4, execution.peakElements)
  }

  /// The sums over all layers, without sizes of outputs.
  package var sums: (predicted: LayerCounts, executed: LayerCounts) {
    (totals, LayerCounts.sum(rows.map(\.executed)))
  }

  /// How many quantities of a layer are compared.
  package var quantityCount: Int { rows.map(\.predicted.quantities.count).max() ?? 0 }

  /// Whether formulas and the run agree.
  package var isEqual: Bool { differences.isEmpty }

  /// The differences, layer by layer, then those of the totals.
  public var differences: [Difference] {
    func compare(_ place: String, _ a: LayerCounts, _ b: LayerCounts) -> [Difference] {
      zip(a.quantities, b.quantities).compactMap { x, y in
        x.value == y.value
          ? nil
          : Difference(place: place, quantity: x.name, predicted: x.value, executed: y.value)
      }
    }
    var found = rows.filter { !$0.isEqual }.flatMap {
      compare($0.layer.name, $0.predicted, $0.executed)
    }
    found += compare("\(name), all layers", sums.predicted, sums.executed)
    if peak.predicted != peak.executed {
      found.append(
        Difference(
          place: name, quantity: "elements held at the peak", predicted: peak.predicted,
          executed: peak.executed))
    }
    return found
  }

  /// The first difference, with the formula that is wrong or was run wrongly.
  ///
  /// - Parameter symbolic: a report of the same network with free parameters, or nil.
  package func firstDifference(formulasFrom symbolic: Report?) -> Difference? {
    guard var difference = differences.first else { return nil }
    if let row = symbolic?.rows.first(where: { $0.layer.name == difference.place }),
      let formulas = try? LayerCounts.formulas(of: row),
      let counts = rows.first(where: { $0.layer.name == difference.place })?.predicted,
      let index = counts.quantities.firstIndex(where: { $0.name == difference.quantity }),
      formulas.indices.contains(index),
      formulas[index].constantValue == nil
    {
      difference.formula = formulas[index].text
    }
    return difference
  }
}
