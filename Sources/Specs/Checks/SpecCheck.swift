import CostModel
import Symbolic

extension Spec {
  /// The findings about a spec, in the order of the file and without duplicates.
  package struct Findings {
    /// What is wrong.
    package let faults: [Diagnostic]
    /// Notes on what is legal but may not be intended.
    package let notes: [Diagnostic]
  }

  /// All findings about a spec that could be read.
  ///
  /// Checks every table, including those that no row applies, then expands the architecture and
  /// each member of its family with default parameters.
  ///
  /// - Parameters:
  ///   - catalog: where blocks and other networks are looked up.
  ///   - reserved: names that a parameter must not have, because they are options of commands.
  package func findings(in catalog: Catalog, reserved: Set<String>) -> Findings {
    var (faults, notes) = ([Diagnostic](), [Diagnostic]())
    for parameter in parameters where reserved.contains(parameter.name) {
      faults.append(
        Diagnostic(
          "the parameter \(quoted(parameter.name)) is named like an option, so it can't be set",
          at: parameter.position))
    }
    faults += tableFaults(in: catalog)
    if body != nil {
      let found = memberFindings(in: catalog)
      faults += found.faults
      notes += found.notes
    }
    // The expansion reports faults of the tables again at the same places.
    return Findings(faults: distinct(faults).inOrder, notes: distinct(notes).inOrder)
  }

  /// The first at each position, and none at a position that another was followed back from.
  private func distinct(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<SourcePosition> = []
    return diagnostics.filter { diagnostic in
      guard let position = diagnostic.position else { return true }
      let isNew = seen.insert(position).inserted
      seen.formUnion(diagnostic.uses.map(\.position))
      return isNew
    }
  }

  /// The findings about the architecture and the members of its family.
  private func memberFindings(in catalog: Catalog) -> Findings {
    var (faults, notes) = ([Diagnostic](), [Diagnostic]())
    var layers = 0
    var work = 0
    for model in [Model(self)] + variants.map({ Model(self, $0) }) {
      do throws(Diagnostic) {
        // Copies that can be folded need not be checked one by one.
        let expander = Expander(catalog: catalog, unfoldLimit: 0)
        let network = try expander.network(model, Settings([], unfoldLimit: 0))
        notes += network.notes
        if expander.hasFolded, work <= Expander.workLimit {
          // Yet there may be more of them than other commands list.
          let lister = Expander(catalog: catalog, unfoldLimit: Settings().unfoldLimit)
          defer { work += lister.work }
          _ = try lister.network(model, Settings())
        }
        try count(network, of: model, hasFaults: !faults.isEmpty)
        layers += network.layers.count
        guard layers <= NetworkBuilder.layerLimit else {
          throw Diagnostic(
            "the members up to \(quoted(model.name)) have more than \(NetworkBuilder.layerLimit) layers",
            at: model.variant?.position ?? position)
        }
      } catch {
        faults.append(error)
        if faults.count == Diagnostics.limit || layers > NetworkBuilder.layerLimit { break }
      }
    }
    return Findings(faults: faults, notes: notes)
  }

  /// Counts a member. If the costs of the others are within limits, this one's own settings make
  /// them too large.
  private func count(
    _ network: Network, of model: Model, hasFaults: Bool
  ) throws(Diagnostic) {
    do throws(Diagnostic) {
      _ = try Report(network)
    } catch {
      guard !hasFaults, let variant = model.variant else { throw error }
      throw error.moved(to: variant.position, isBuiltIn: false)
    }
  }

  /// The faults of the tables, whether or not a row applies them.
  package func tableFaults(in catalog: Catalog) -> [Diagnostic] {
    var faults: [Diagnostic] = []
    for block in blocks.values.sorted(by: { $0.name < $1.name }) {
      faults += self.faults(
        of: block.body, inputs: block.inputs, outputs: block.outputs,
        locals: Set(block.columns.map(\.name)), catalog)
    }
    if let body {
      faults += self.faults(of: body, inputs: [], outputs: outputs, locals: [], catalog)
    }
    let tables = blocks.values.map(\.body) + (body.map { [$0] } ?? [])
    let rows = tables.flatMap(\.rows)
    for (column, cell) in defaults where !rows.contains(where: { takes($0, column, catalog) }) {
      faults.append(Diagnostic("no row takes the default of '\(column)'", at: cell.position))
    }
    let columns = Set(body?.rows.flatMap { $0.cells.map(\.column) } ?? []).union(defaults.keys)
    for (column, rule) in scale where !columns.contains(column) {
      faults.append(Diagnostic("no row has the column '\(column)' to scale", at: rule.origin))
    }
    let numeric = numbers.map(\.name)
    for row in rows {
      guard let name = row.name, numeric.contains(name) else { continue }
      faults.append(
        Diagnostic("the row \(quoted(name)) is named like a parameter", at: row.position))
    }
    return faults.inOrder
  }

  /// Whether a row omits a column that a default of the file fills.
  private func takes(_ row: Row, _ column: String, _ catalog: Catalog) -> Bool {
    // An inline application has no columns of its own, so defaults fill them.
    if row.cells["from"]?.appliesInline ?? false { return true }
    guard row.cells[column] == nil else { return false }
    let word = row.operation.text
    if let entry = OperatorEntry.named(word) {
      return entry.takesDefault(of: column)
    }
    if let block = blocks[word] { return block.columns.contains { $0.name == column } }
    guard case .block(let block, _)? = try? catalog.find(word) else {
      // A parameter or a column may name a block with that column; a network takes no defaults.
      return parameters.contains { $0.name == word }
        || blocks.values.contains { $0.columns.contains { $0.name == word } }
    }
    return block.columns.contains { $0.name == column }
  }
}

extension Cell {
  /// Whether the cell of `from` applies something: `down(p3)`.
  fileprivate var appliesInline: Bool {
    switch content {
    case .expression(let expression):
      if case .call = expression.root { true } else { false }
    case .list(let list): list.contains { $0?.appliesInline ?? false }
    case .number, .bool, .text, .perAxis: false
    }
  }
}
