import CostModel

extension CountOptions {
  /// A note on the convention of a table's numbers; none for our own.
  var conventionNotes: [String] {
    guard let convention else { return [] }
    let counted = Convention.Quantity.allCases.filter(convention.counts).map(convention.name(of:))
    return [
      "\(counted.joined(separator: " and ")) as \(convention.name) counts them; "
        + "all else, such as traffic and FLOPs/byte, by our own rules"
    ]
  }

  /// What a reader of counts must know: by whose rules they are, and what they leave out.
  func notes(on networks: [Network]) -> [String] {
    let isFile = convention != nil && networks.contains { $0.fingerprint.isEmpty }
    return conventionNotes
      + (isFile
        ? [
          "a model file does not say how its framework called an operator: a counter inside the "
            + "framework may print another number"
        ] : []) + networks.flatMap(\.remarks)
  }

  /// The heading for the key `macs`: two operations per multiply-add are FLOPs.
  var macsTitle: String { convention?.name(of: .macs) ?? "MACs" }
}

extension Grid {
  /// The grid with headings that name what a convention counts.
  func headed(by options: CountOptions) -> Grid {
    guard options.macsTitle != "MACs" else { return self }
    var headed = self
    for index in columns.indices {
      switch columns[index].key {
      case "macs": headed.columns[index].title = options.macsTitle
      case "flops": headed.columns[index].title = "2 × MACs"
      default: break
      }
    }
    return headed
  }
}
