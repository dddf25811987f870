import CostModel
import Specs
import Symbolic

extension ExplainRun {
  /// Where a number is printed for the network or another of its family.
  ///
  /// - Throws: the first fault of a file.
  func printings(of figure: Figure) throws -> [(file: String, finding: Finding)] {
    let catalog = arguments.catalog
    guard let own = subject.model?.spec, let spec = try catalog.original(of: own) else {
      return []
    }
    let auditor = Auditor(catalog)
    let names = Set(spec.definedNames)
    func isSame(_ other: Figure) -> Bool {
      other.exact == figure.exact && other.meaning == .count && !other.isSize
    }
    var printings: [(file: String, finding: Finding)] = []
    for (file, table) in try catalog.published(about: names) {
      for (index, row) in table.rows.enumerated()
      where row.model.map(names.contains) == true && row.figures.contains(where: { isSame($0.1) }) {
        printings += try auditor.findings(ofRow: index, in: table)
          .filter { isSame($0.figure) }.map { (file, $0) }
      }
    }
    return printings
  }

  /// `published: 66 M MACs of mobilenet_v3_small --width 1.0 --head 1280 in Howard et al., …, Table
  /// 3: misprint`, each once.
  func notes(on printings: [(file: String, finding: Finding)]) -> [String] {
    var notes: [String] = []
    for finding in printings.map(\.finding) {
      let metric = Metric(rawValue: finding.metric)?.name.heading
      let reason = finding.reason.isEmpty ? "" : " (\(finding.reason))"
      let note =
        "published: \(finding.figure.text) \(metric ?? finding.metric) of \(finding.row.typed) in "
        + "\(finding.table.source), \(finding.table.name): \(finding.verdict.rawValue)\(reason)"
      if !notes.contains(note) { notes.append(note) }
    }
    return notes
  }
}

extension Catalog {
  /// The spec of the catalog that a spec is or copies; nil for a network of the user's own.
  func original(of spec: Spec) throws(Diagnostic) -> Spec? {
    guard let name = spec.name, modelNames.contains(name) else { return nil }
    let known = try model(named: name).spec
    return known.fingerprint == spec.fingerprint ? known : nil
  }
}
