import Symbolic

/// A network's costs: a row for each layer, and the totals.
public struct Report: Sendable {
  /// A layer with its cost.
  ///
  /// It is a class, because sums and tables pass rows on: one reference, not two hundred words.
  public final class Row: Sendable {
    /// The layer.
    public let layer: Layer
    /// The cost of all its copies together.
    public let cost: Cost
    /// The counts of its operator.
    let counts: Counts

    init(_ layer: Layer, _ cost: Cost, _ counts: Counts) {
      (self.layer, self.cost, self.counts) = (layer, cost, counts)
    }
  }

  /// The formulas of all layers may not have more terms than this.
  static let termLimit = 500_000

  /// The network that was counted.
  package let network: Network
  /// The options it was counted with.
  package let options: CountOptions
  /// The layers in the order of the network.
  public let rows: [Row]
  /// The sum over all rows.
  public let totals: Cost

  /// Counts a network.
  ///
  /// - Throws: a diagnostic at the layer whose count overflows, or about the batch where that of one
  ///   sample does not.
  public init(_ network: Network, _ options: CountOptions = CountOptions()) throws(Diagnostic) {
    self = try network.counting { (network) throws(Diagnostic) in
      try Report(counting: network, options)
    }
  }

  /// - Parameter counting: the counts of a layer's operator; tests say something wrong.
  package init(
    counting network: Network, _ options: CountOptions,
    _ counting: (Layer) throws(ArithmeticFault) -> Counts = Report.counts
  ) throws(Diagnostic) {
    self.network = network
    self.options = options
    var rows: [Row] = []
    rows.reserveCapacity(network.layers.count)
    var terms = 0
    let graded = options.convention == nil ? [] : network.gradedTensors()
    for layer in network.layers {
      let counts = try layer.exactly { () throws(ArithmeticFault) in try counting(layer) }
      var cost = try layer.exactly { () throws(ArithmeticFault) in
        try layer.cost(counts, options)
      }
      if let convention = options.convention {
        let components = Component.all(of: layer, counts, in: network, graded: graded)
        if let macs = try convention.count(.macs, of: layer, components) { cost.macs = macs }
        if let parameters = try convention.count(.parameters, of: layer, components) {
          cost.parameters = parameters
        }
      }
      try layer.exactly { () throws(ArithmeticFault) in
        for formula in cost.formulas {
          if let value = formula.constantValue {
            _ = try value.integer()
          } else {
            terms += formula.termCount
          }
        }
      }
      rows.append(Row(layer, cost, counts))
      guard terms <= Report.termLimit else {
        throw Diagnostic(
          "the costs of all layers have more than \(Report.termLimit) terms", at: layer.row,
          help: "bind some of the free parameters")
      }
    }
    self.rows = rows
    do throws(ArithmeticFault) {
      totals = try Cost.sum(rows.lazy.map(\.cost))
      for formula in totals.formulas {
        if let value = formula.constantValue { _ = try value.integer() }
      }
    } catch {
      throw Diagnostic("the total of \(network.name): \(error)", at: Report.heaviest(rows))
    }
  }

  private static func counts(_ layer: Layer) throws(ArithmeticFault) -> Counts {
    try layer.counts()
  }

  /// Sums rows whose paths share the prefix that `fold` keeps.
  package func folded(by fold: Fold) throws(Diagnostic) -> [(
    path: [String], rows: [Row], cost: Cost
  )] {
    var groups: [(path: [String], rows: [Row])] = []
    for row in rows {
      let path = fold.prefix(of: row.layer)
      if groups.last?.path == path {
        groups[groups.count - 1].rows.append(row)
      } else {
        groups.append((path, [row]))
      }
    }
    do throws(ArithmeticFault) {
      var folded: [(path: [String], rows: [Row], cost: Cost)] = []
      for group in groups {
        folded.append((group.path, group.rows, try Cost.sum(group.rows.lazy.map(\.cost))))
      }
      return folded
    } catch {
      throw Diagnostic("the sums of \(network.name): \(error)", at: Report.heaviest(rows))
    }
  }

  /// The cost by kind of layer, in the order of ``LayerKind``, without kinds that have no layers.
  package func shares() throws(Diagnostic) -> [(kind: LayerKind, layers: Int, cost: Cost)] {
    do throws(ArithmeticFault) {
      var shares: [(kind: LayerKind, layers: Int, cost: Cost)] = []
      let groups = Dictionary(grouping: rows, by: \.layer.kind)
      for kind in LayerKind.allCases {
        guard let rows = groups[kind] else { continue }
        shares.append((kind, rows.count, try Cost.sum(rows.lazy.map(\.cost))))
      }
      return shares
    } catch {
      throw Diagnostic("the shares of \(network.name): \(error)", at: Report.heaviest(rows))
    }
  }
}

extension Report {
  /// The row of the layer that adds most to sums, which so are too large.
  private static func heaviest(_ rows: [Row]) -> SourcePosition? {
    func weight(_ row: Row) -> Double {
      row.cost.formulas.map { $0.constantValue?.doubleValue ?? Double($0.termCount) }.max() ?? 0
    }
    return rows.max { weight($0) < weight($1) }?.layer.row
  }
}

extension Network {
  /// What it costs in total; a ``Report`` has every layer.
  ///
  /// - Throws: a diagnostic at the row whose count overflows.
  public func cost(_ options: CountOptions = CountOptions()) throws(Diagnostic) -> Cost {
    try Report(self, options).totals
  }
}
