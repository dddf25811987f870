import Specs
import Symbolic

/// The body of a spec: rows of blocks and operators, chosen by least description.
struct LiftedBody {
  let rows: [TableRow]
  /// The blocks that the rows apply, for each row; nil for operators.
  let tables: [BlockTable?]
  /// The nodes that each row ends at.
  let ends: [Int]
  let blocks: [SpecDocument.Block]
  let outputs: [String]
  let usual: [String: Value]
  let graph: LayerGraph

  init(_ whole: LayerGraph, _ catalog: Catalog) {
    let graph = whole.withSqueezes()
    let usual = whole.usualCells
    let segments = Segments(graph)
    let library = BlockLibrary(catalog, usual: usual).tables
    let induction = Induction(segments: segments, usual: usual)
    var tables = library + induction.branchBlocks()
    var selection = RowSelection(segments, tables)
    var allowed = selection.worthwhile()
    let open = selection.best(allowed).rows.flatMap { row in
      switch row {
      case .operators(let segment): [segment]
      case .repeated, .block: [Int]()
      }
    }
    let chains = induction.chainBlocks(open, tables)
    if !chains.isEmpty {
      tables = allowed.sorted().map { tables[$0] } + chains
      selection = RowSelection(segments, tables)
      allowed = selection.worthwhile()
    }
    self.init(segments, selection, selection.best(allowed).rows, usual)
  }

  private init(
    _ segments: Segments, _ selection: RowSelection, _ chosen: [SelectedRows],
    _ usual: [String: Value]
  ) {
    let graph = segments.graph
    var rows = PlainRows(graph, usual: usual)
    var (applied, ends, blocks) = ([BlockTable?](), [Int](), [SpecDocument.Block]())
    let names = Self.names(chosen, selection.tables)
    for row in chosen {
      switch row {
      case .operators(let segment):
        for node in segments.nodes(segment) {
          rows.write(node)
          applied.append(nil)
          ends.append(node)
        }
      case .repeated(let segment, let count):
        let node = segments.nodes(segment).lowerBound
        let layer = graph.nodes[node]
        var written = TableRow(word: layer.word, cells: layer.texts(usual))
        written.cells["n"] = CellText(count)
        rows.write(
          written, reading: layer.inputs, isJoin: layer.isJoin, making: node + count - 1)
        applied.append(nil)
        ends.append(node + count - 1)
      case .block(let index, let segment, let count):
        guard let match = selection.matches[index][segment] else { continue }
        let table = selection.tables[index]
        let name = names[index] ?? table.name
        var written = TableRow(
          word: name, cells: selection.cells(of: match, table).mapValues { CellText($0) })
        if count > 1 { written.cells["n"] = CellText(count) }
        var end = match.end
        for _ in 1..<count {
          if let place = segments.places[end], let next = selection.matches[index][place] {
            end = next.end
          }
        }
        rows.write(written, reading: [segments.cuts[segment]], making: end)
        applied.append(table)
        ends.append(end)
        if let block = table.written, !blocks.contains(where: { $0.name == name }) {
          blocks.append(block.named(name))
        }
      }
    }
    outputs = rows.outputs()
    self.rows = rows.rows
    tables = applied
    self.ends = ends
    self.blocks = blocks
    self.usual = usual
    self.graph = graph
  }

  /// The names of blocks that the file defines, by their tables: a block of its own would hide one of
  /// the library with the same name.
  private static func names(_ chosen: [SelectedRows], _ tables: [BlockTable]) -> [Int: String] {
    var used: [Int] = []
    for case .block(let table, _, _) in chosen where !used.contains(table) { used.append(table) }
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
