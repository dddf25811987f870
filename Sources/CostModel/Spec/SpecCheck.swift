extension Spec {
  /// What a look at a spec finds, in the order of the file and each once.
  public struct Findings {
    /// What is wrong.
    public let faults: [Diagnostic]
    /// What is legal, and may not be meant.
    public let notes: [Diagnostic]
  }

  /// Everything that is to be said of a spec that could be read.
  ///
  /// Looks at every table, also those that no row applies, then expands the architecture and each
  /// member of its family with default parameters.
  ///
  /// - Parameters:
  ///   - catalog: where blocks and other networks are looked up.
  ///   - reserved: names that a parameter must not have, because they are options of commands.
  public func findings(in catalog: Catalog, reserved: Set<String>) -> Findings {
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
    // What the tables show, the expansion runs into again at the same place.
    return Findings(faults: inOrder(distinct(faults)), notes: inOrder(distinct(notes)))
  }

  /// The first at each place.
  private func distinct(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<SourcePosition> = []
    return diagnostics.filter { $0.position.map { seen.insert($0).inserted } ?? true }
  }

  /// The diagnostics in the order of the file.
  private func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.sorted { a, b in
      (a.position?.line ?? 0, a.position?.column ?? 0)
        < (b.position?.line ?? 0, b.position?.column ?? 0)
    }
  }

  /// What is to be said of the architecture and the members of its family.
  private func memberFindings(in catalog: Catalog) -> Findings {
    var (faults, notes) = ([Diagnostic](), [Diagnostic]())
    var layers = 0
    for model in [Model(self)] + variants.map({ Model(self, $0) }) {
      do throws(Diagnostic) {
        // Copies that can fold need not be looked at one by one.
        let network = try Network.expand(model, Settings([], unfoldLimit: 0), in: catalog)
        notes += network.notes
        _ = try Report(network)
        layers += network.layers.count
        guard layers <= Expander.layerLimit else {
          throw Diagnostic(
            "the members up to \(quoted(model.name)) have more than \(Expander.layerLimit) layers",
            at: model.variant?.position ?? position)
        }
      } catch {
        faults.append(error)
        if faults.count == Diagnostics.limit || layers > Expander.layerLimit { break }
      }
    }
    return Findings(faults: faults, notes: notes)
  }

  /// What is wrong with the tables, whether or not a row applies them.
  public func tableFaults(in catalog: Catalog) -> [Diagnostic] {
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
    let columns = Set(body?.rows.flatMap(\.cells.keys) ?? []).union(defaults.keys)
    for (column, rule) in scale where !columns.contains(column) {
      faults.append(Diagnostic("no row has the column '\(column)' to scale", at: rule.origin))
    }
    let numeric = parameters.filter { $0.domain == .integer || $0.domain == .real }.map(\.name)
    for row in rows {
      guard let name = row.name, numeric.contains(name) else { continue }
      faults.append(
        Diagnostic("the row \(quoted(name)) is named like a parameter", at: row.position))
    }
    return inOrder(faults)
  }

  /// Whether a row leaves a column out that a default of the file fills.
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
      // A parameter or a column may name a block that has it; a network takes no defaults.
      return parameters.contains { $0.name == word }
        || blocks.values.contains { $0.columns.contains { $0.name == word } }
    }
    return block.columns.contains { $0.name == column }
  }

  /// Rows with operators that mean nothing, cells in columns that their operator has not, and rows
  /// that nothing needs.
  private func faults(
    of table: Table, inputs: [String], outputs: [Cell], locals: Set<String>, _ catalog: Catalog
  ) -> [Diagnostic] {
    var faults: [Diagnostic] = []
    let names = locals.union(parameters.map(\.name))
    for row in table.rows {
      let word = row.operation.text
      // What a parameter names is known when it is bound.
      if names.contains(word) { continue }
      do throws(Diagnostic) {
        guard let columns = try columns(of: word, catalog) else {
          faults.append(
            Diagnostic(
              "unknown operator \(quoted(word))", at: row.operation.position,
              help: catalog.operatorHelp(word, beside: blocks.keys.sorted())))
          continue
        }
        for (column, cell) in row.cells
        where !["from", "if", "n", "each"].contains(column) && !columns.contains(column) {
          faults.append(
            Diagnostic(
              "\(quoted(word)) has no column \(quoted(column))", at: cell.position,
              help: didYouMean(column, in: columns)
                ?? (columns.isEmpty ? "it has none" : "it has \(columns.joined(separator: ", "))")))
        }
      } catch {
        faults.append(error)
      }
    }
    do throws(Diagnostic) {
      _ = try Wiring(table, inputs: inputs, outputs: outputs, words: names).neededRows(for: nil)
    } catch {
      faults.append(error)
    }
    return faults
  }

  /// The columns of an operator, a block or a network; nil where the word means none of them.
  private func columns(of word: String, _ catalog: Catalog) throws(Diagnostic) -> [String]? {
    if let entry = OperatorEntry.named(word) { return entry.columns }
    if let block = blocks[word] { return block.columns.map(\.name) }
    switch try catalog.find(word) {
    case .block(let block, _): return block.columns.map(\.name)
    case .model(let model): return model.spec.parameters.map(\.name)
    case nil: return nil
    }
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
