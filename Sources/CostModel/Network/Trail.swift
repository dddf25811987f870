/// Follows a fault back from where it came to light to the cell that it comes from.
///
/// A cell of a block says `"s"`, and the row that applies the block says what `s` is; a cell of a
/// body says `"classes"`, and `let` or a member's row says how many. Nothing of this is noted while
/// all is well: cells are found again by their places, and their names say where they got their
/// values.
struct Trail {
  let scope: TableScope
  /// The table being read.
  let table: Table
  /// The block of the table; nil for the body of a network.
  let block: Block?
  /// What the row that applies the block gives, by column.
  let given: (String) -> Cell?
  let binding: Binding
  /// The user's own file; all others come with the library.
  let ownFile: String

  /// Where the parameters of a network have their values from, where not from `let`.
  struct Binding {
    /// Its file: a library's parameters have their defaults.
    var file = ""
    /// The member of the family.
    var variant: Variant?
    /// Parameters whose values no cell gives: the user's settings do.
    var settled: Set<String> = []
    /// What the row gives that applies the network, by parameter.
    var given: [String: Cell] = [:]
  }

  /// How many columns and parameters a name may be: a default names those before its own.
  struct Above {
    var columns = Int.max
    var parameters = Int.max
  }

  /// Where a name has its value from.
  struct Origin {
    let position: SourcePosition
    /// What is written there; nil for the default of a block's column.
    let cell: Cell?
    let names: [String]
    /// Whether it stands in the row that applies the block or the network.
    let isGiven: Bool
    var above = Above()
    /// The rule that alone determines the value.
    var rule: SourcePosition?
  }

  /// Names on the way back of a fault beyond this are not followed.
  private static let limit = 100

  /// The fault at the outermost place of the table's file that determines it.
  ///
  /// - Returns: the fault, and whether it now stands in the row that applies the block or the network.
  func followed(_ fault: Diagnostic) -> (fault: Diagnostic, isGiven: Bool) {
    guard !fault.isOfPlace, let position = fault.position, let written = written(at: position)
    else { return (fault, false) }
    var (fault, seen) = (fault, Set<SourcePosition>())
    let way = wayBack(from: written, &seen)
    for origin in way.dropFirst() { fault = moved(fault, to: origin.position) }
    return (fault, way.count > 1 && way[way.count - 1].isGiven)
  }

  /// The fault at a place further out.
  func moved(_ fault: Diagnostic, to position: SourcePosition) -> Diagnostic {
    fault.moved(to: position, isBuiltIn: fault.position.map { $0.file != ownFile } ?? false)
  }

  /// The places from one to the cell that determines its value. Where it has several names, the
  /// one whose value stands out: a cell says `"in * t"`, and t is -1.
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
    // A number under a rule: the rule's parameters are to blame only where they stand out.
    if let last = best.last, case .number? = origin.cell?.content,
      Trail.oddness(last) <= Trail.oddness(origin)
    {
      return [origin]
    }
    return [origin] + best
  }

  /// What a row says of its own stands before what holds for the whole file.
  private func columnsFirst(_ names: [String]) -> [String] {
    let isColumn = { (name: String) in block?.columns.contains { $0.name == name } ?? false }
    return names.filter(isColumn) + names.filter { !isColumn($0) }
  }

  /// How far a written number is from what tables hold: 0 for a small positive whole one.
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
  /// The number that it says, in quotes or without; nil for all else.
  fileprivate var writtenNumber: Double? {
    switch content {
    case .number(.exact(let formula)): formula.constantValue?.doubleValue
    case .number(.inexact(let tree)): tree.constantValue
    case .expression: Double(plain: text)
    case .bool, .text, .perAxis, .list: nil
    }
  }
}
