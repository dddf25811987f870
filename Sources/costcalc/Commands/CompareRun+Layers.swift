import Charts
import CostModel
import Specs
import Symbolic

// Comparisons of two single layers, of which a formula tells more than a ratio.
extension CompareRun {
  /// The parameters of a single-layer spec that flags set.
  private static let layerParameters = ["in", "out", "kernel", "size", "stride"]

  static func isLayer(_ subject: Subject) -> Bool {
    layerParameters.allSatisfy(subject.parameterNames.contains)
  }

  /// Whether all specs are single layers, so that one ratio of formulas makes sense.
  private var areLayers: Bool {
    candidates.count == 2 && candidates.allSatisfy { CompareRun.isLayer($0.subject) }
  }

  /// The layers that were counted, and the general ratio of their MACs.
  func closedForm(_ reports: [Report]) throws -> [String] {
    guard let text = try closedFormText() else { return [] }
    var bindings: [String] = []
    for parameter in reports.flatMap(\.network.parameters) {
      let binding = "\(parameter.name) \(parameter.value.text)"
      if !bindings.contains(binding) { bindings.append(binding) }
    }
    return [
      bindings.joined(separator: ", "), "",
      "\(options.macsTitle) of \(candidates[0].label) / \(candidates[1].label) = \(text)",
    ]
  }

  /// `1 / out + 1 / kernel^2`.
  func closedFormText() throws -> String? {
    guard areLayers else { return nil }
    let costs = try candidates.map { candidate in
      var settings = candidate.settings
      settings.values.removeAll { CompareRun.layerParameters.contains($0.name) }
      settings.free = Set(CompareRun.layerParameters)
      settings.input = nil
      settings.batch = 1
      // Batch and data types do not change a ratio of counts; a convention does.
      let options = CountOptions(convention: options.convention)
      return try arguments.report(candidate.subject, settings, options).totals
    }
    return try Comparison(costs[0], with: costs[1]).closedForm()?.text
  }

  /// The ratios at other strides and numbers of output channels.
  func bent() throws -> Grid? {
    guard areLayers else { return nil }
    let metrics: [Metric] = [.macs, .parameters, .fusedBytes, .intensity]
    typealias Row = (stride: Int, out: Int, first: Cost, second: Cost)
    let rows = [1, 2].flatMap { stride in
      [16, 64, 256, 1024].compactMap { out -> Row? in
        let costs = candidates.map { candidate in
          var settings = candidate.settings
          settings.values += [("stride", stride), ("out", out)].map {
            Settings.Entry(name: $0, text: "\($1)", flag: "--\($0)")
          }
          return try? arguments.report(candidate.subject, settings, options).totals
        }
        guard let first = costs[0], let second = costs[1] else { return nil }
        return (stride, out, first, second)
      }
    }
    let columns: [Column<Row>] =
      [
        Column("stride", "stride") { .typed("\($0.stride)") },
        Column("out", "out") { .typed("\($0.out)") },
      ]
      + metrics.map { metric in
        Column(metric, priority: 0) { .ratio(metric.cell($0.first), metric.cell($0.second)) }
      }
    return Grid(columns, rows, groupStarts: [rows.count / 2]).headed(by: options)
  }
}

extension Cell {
  /// The ratio of two quantities; missing if there is none.
  static func ratio(_ first: Cell, _ second: Cell) -> Cell {
    guard let top = first.magnitude, let bottom = second.magnitude, bottom != 0 else {
      return .missing
    }
    return .ratio(top / bottom)
  }
}
