import CostModel
import Symbolic

/// Follows a fault from where it was found back to the cell that causes it.
///
/// A cell of a block says `"s"`, and the row that applies the block sets `s`; a cell of a body says
/// `"classes"`, and `let` or a member's row sets it. None of this is recorded unless there is a
/// fault: cells are then found again by position, and their names tell where their values come
/// from.
struct Trail {
  let scope: TableScope
  /// The table being read.
  let table: Table
  /// The block of the table; nil for the body of a network.
  let block: Block?
  /// The cells of the row that applies the block, by column.
  let given: (String) -> Cell?
  let binding: Binding
  /// The user's own file; all others come with the library.
  let ownFile: String

  /// The origin of a network's parameter values, if it is not `let`.
  struct Binding {
    /// Its file; a library's parameters have their defaults.
    var file = ""
    /// The member of the family.
    var variant: Variant?
    /// Parameters that the user's settings set, so no cell does.
    var settled: Set<String> = []
    /// The cells of the row that applies the network, by parameter.
    var given = Cells()
  }

  /// How many columns and parameters a name may refer to: a default sees only the earlier ones.
  struct Above {
    var columns = Int.max
    var parameters = Int.max
  }

  /// The origin of a name's value.
  struct Origin {
    let position: SourcePosition
    /// The text there; nil for the default of a block's column.
    let cell: Cell?
    let names: [String]
    /// Whether it is in the row that applies the block or the network.
    let isGiven: Bool
    var above = Above()
    /// The rule that determines the value by itself.
    var rule: SourcePosition?
  }

  /// At most this many names are followed on the way back from a fault.
  private static let limit = 100

  /// The fault, moved to the outermost position in the table's file that determines it.
  ///
  /// - Returns: the fault, and whether it is now in the row that applies the block or the network.
  func followed(_ fault: Diagnostic) -> (fault: Diagnostic, isGiven: Bool) {
    guard !fault.isOfPlace, let position = fault.position, let written = written(at: position)
    else { return (fault, false) }
    var (fault, seen) = (fault, Set<SourcePosition>())
    let way = wayBack(from: written, &seen)
    for origin in way.dropFirst() { fault = moved(fault, to: origin.position) }
    return (fault, way.count > 1 && way[way.count - 1].isGiven)
  }

  /// The fault, moved further out.
  func moved(_ fault: Diagnostic, to position: SourcePosition) -> Diagnostic {
    fault.moved(to: position, isBuiltIn: fault.position.map { $0.file != ownFile } ?? false)
  }

  /// The positions from one to the cell that determines its value. Among several names, it follows
  /// the one with the most unusual value: a cell says `"in * t"`, and t is -1.
  private func wayBack(from origin: Origin, _ seen: inout Set<SourcePosition>) -> [Origin] {
    guard !origin.isGiven, seen.count < Trail.limit, seen.insert(origin.position).inserted else {
      return [origin]
    }
    if let rule = origin.rule {
      return [origin, Origin(position: rule, cell: nil, names: [], isGiven: false)]
    }
    var best: [Origin] = []
    for name in columnsFirst(origin.names) {
      guard let next = source(of: name, origin.above) else { continue }
      let way = wayBack(from: next, &seen)
      let isOdder = best.last.map { Trail.oddness(way[way.count - 1]) > Trail.oddness($0) } ?? true
      if isOdder { best = way }
    }
    // For a number under a rule, the rule's parameters are to blame only if they are unusual.
    if let last = best.last, case .number? = origin.cell?.content,
      Trail.oddness(last) <= Trail.oddness(origin)
    {
      return [origin]
    }
    return [origin] + best
  }

  /// The row's own values precede those for the whole file.
  private func columnsFirst(_ names: [String]) -> [String] {
    let isColumn = { (name: String) in block?.columns.contains { $0.name == name } ?? false }
    return names.filter(isColumn) + names.filter { !isColumn($0) }
  }

  /// How unusual a literal number is in a table: 0 for a small positive whole one.
  private static func oddness(_ origin: Origin) -> Int {
    guard let value = origin.cell?.writtenNumber else { return 0 }
    if value <= 0 { return 3 }
    if value > 1_000_000 { return 2 }
    return value == value.rounded() ? 0 : 1
  }

  func source(of name: String, _ above: Above = Above()) -> Origin? {
    if let block, let index = block.columns.firstIndex(where: { $0.name == name }),
      index < above.columns
    {
      if let cell = given(name) { return Origin(cell, isGiven: true) }
      guard let value = block.columns[index].defaultValue, let position = value.origin else {
        return nil
      }
      return Origin(
        position: position, cell: nil, names: value.orderedNames, isGiven: false,
        above: Above(columns: index))
    }
    let parameters = scope.spec.parameters
    guard let index = parameters.firstIndex(where: { $0.name == name }), index < above.parameters
    else { return nil }
    var cell = parameters[index].value
    if binding.file == scope.spec.file {
      if let cell = binding.given[name] { return Origin(cell, isGiven: true) }
      if binding.settled.contains(name) { return nil }
      cell = binding.variant?.values[name] ?? cell
    }
    var origin = Origin(cell)
    origin.above = Above(columns: 0, parameters: index)
    return origin
  }
}

extension Cell {
  /// Its number, with or without quotes; nil if it is not one.
  fileprivate var writtenNumber: Double? {
    switch content {
    case .number(.exact(let formula)): formula.constantValue?.doubleValue
    case .number(.inexact(let tree)): tree.constantValue
    case .expression: Double(plain: text)
    case .bool, .text, .perAxis, .list: nil
    }
  }
}
