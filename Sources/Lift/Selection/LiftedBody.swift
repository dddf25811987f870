import Specs
import Symbolic

/// A row of the body, with its cells in each member of the family.
struct LiftedRow {
  /// Its word, what it reads, and its name.
  var row: TableRow
  /// Its cells by column, and by member: a cell that one member says is there for all.
  var cells: [String: [CellText]]
  /// The block that it applies; nil for an operator.
  let table: BlockTable?
  /// The node that it ends at, by member.
  let ends: [Int]
}

/// The body of a spec: rows of blocks and operators, chosen by least description, for one network or
/// for the members of a family jointly.
struct LiftedBody {
  var rows: [LiftedRow]
  /// The blocks of its own.
  let blocks: [SpecDocument.Block]
  let outputs: [String]
  let usual: [String: Value]
  /// The members' graphs.
  let graphs: [LayerGraph]
  /// Cells of blocks that could be others.
  let openCells: [OpenCell]
  /// The tables that rows apply, and how each row was chosen, for a member that comes later.
  let tables: [BlockTable]
  private let kinds: [SelectedRow.Kind]

  /// The graph of the first member.
  var graph: LayerGraph { graphs[0] }

  /// - Throws: where the members part, if they have no table in common.
  init(_ members: [LayerGraph], _ catalog: Catalog) throws(Diagnostic) {
    let usual = LayerGraph.usualCells(of: members)
    let segments = members.map { Segments($0.withSqueezes()) }
    let library = BlockLibrary(catalog, usual: usual).tables
    let induction = Induction(members: segments, usual: usual)
    var tables = library + induction.branchBlocks()
    var selection = RowSelection(segments, tables)
    var allowed = selection.worthwhile()
    var open = members.map { _ in [Int]() }
    for row in selection.best(allowed)?.rows ?? [] where row.kind == .operators {
      for (member, place) in row.places.enumerated() { open[member].append(place.segment) }
    }
    let chains = induction.chainBlocks(open, tables)
    if !chains.isEmpty {
      tables = allowed.sorted().map { tables[$0] } + chains
      selection = RowSelection(segments, tables)
      allowed = selection.worthwhile()
    }
    try self.init(selection, selection.best(allowed)?.rows, usual)
  }

  /// The same rows for one more member, which comes last.
  ///
  /// - Throws: where the member parts from the others, if it has no such rows.
  func joined(by member: LayerGraph) throws(Diagnostic) -> LiftedBody {
    let segments = graphs.map(Segments.init) + [Segments(member.withSqueezes())]
    let selection = RowSelection(segments, tables)
    return try LiftedBody(selection, selection.rows(following: kinds), usual)
  }

  private init(
    _ selection: RowSelection, _ chosen: [SelectedRow]?, _ usual: [String: Value]
  ) throws(Diagnostic) {
    guard let chosen else { throw selection.difference() }
    let names = Self.names(chosen, selection.tables)
    let members = selection.members.indices.map { member in
      MemberRows(selection, chosen, names, member, usual)
    }
    rows = members[0].rows.indices.map { index in
      var row = members[0].rows[index]
      let columns = members.reduce(into: Set<String>()) { $0.formUnion($1.rows[index].cells.keys) }
      row.cells = [:]
      return LiftedRow(
        row: row,
        cells: Dictionary(
          uniqueKeysWithValues: columns.map { column in
            (column, members.map { $0.cell(index, column) })
          }), table: members[0].tables[index].map { selection.tables[$0] },
        ends: members.map { $0.ends[index] })
    }
    outputs = members[0].outputs
    var (blocks, used) = ([SpecDocument.Block](), [Int]())
    for case let table? in members[0].tables where !used.contains(table) {
      used.append(table)
      let name = names[table] ?? selection.tables[table].name
      if let block = selection.tables[table].written { blocks.append(block.named(name)) }
    }
    self.blocks = blocks
    tables = used.map { selection.tables[$0] }
    openCells = selection.openRoundings(chosen, names) + self.blocks.flatMap(\.openConditions)
    kinds = chosen.map { row in
      guard case .block(let table) = row.kind else { return row.kind }
      return .block(used.firstIndex(of: table) ?? 0)
    }
    self.usual = usual
    graphs = selection.members.map(\.graph)
  }

  /// The names of blocks that the file defines, by their tables: a block of its own would hide one of
  /// the library with the same name.
  private static func names(_ chosen: [SelectedRow], _ tables: [BlockTable]) -> [Int: String] {
    var used: [Int] = []
    for row in chosen {
      if case .block(let table) = row.kind, !used.contains(table) { used.append(table) }
    }
    let fixed = used.filter { tables[$0].written == nil }.map { tables[$0].name }
    var (taken, names) = (Set(fixed), [Int: String]())
    for table in used where tables[table].written != nil {
      var name = tables[table].name
      while !taken.insert(name).inserted { name += "_plain" }
      names[table] = name
    }
    return names
  }
}

extension RowSelection {
  /// Where the members part.
  func difference() -> Diagnostic {
    let texts = zip(members, deadEnd).map { segments, segment in
      let node = segments.graph.nodes[segments.nodes(segment).lowerBound]
      return "\(quoted(node.origin)) (\(node.text))"
    }
    return Diagnostic(
      "no table says all of the networks: they part at \(texts.joined(separator: " and "))",
      help: "members of a family differ in widths, repeats, sizes and single cells")
  }
}
