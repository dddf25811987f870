import CostModel
import Symbolic

/// What is at the position of a fault: a cell of the table, or of the other keys of its file.
extension Trail {
  /// The text at a position, with the names that determine its value; nil if there is no cell.
  func written(at place: SourcePosition) -> Origin? {
    guard place.file == scope.spec.file else { return nil }
    return inTable(at: place) ?? inOtherKeys(at: place)
  }

  private func inTable(at place: SourcePosition) -> Origin? {
    for row in table.rows {
      if let cell = row.operation.innermost(at: place) { return origin(cell, at: place) }
      for (column, cell) in row.cells {
        guard let cell = cell.innermost(at: place) else { continue }
        if case .number = cell.content, scope.isNetworkBody, let rule = scope.spec.scale[column] {
          return scaled(cell, by: rule, column)
        }
        // In other columns, a row's name means its number of channels, or its tensor.
        let isWord = Expander.wordColumns.contains(column)
        return origin(cell, in: column, at: place) {
          isWord || (column != "from" && $0 != "in" && scope.instances[$0] == nil)
        }
      }
    }
    return nil
  }

  private func inOtherKeys(at place: SourcePosition) -> Origin? {
    let spec = scope.spec
    let cells = Array(spec.defaults.values) + spec.input
    if let cell = cells.firstNonNil({ $0.innermost(at: place) }) {
      return origin(cell, at: place)
    }
    for (index, parameter) in spec.parameters.enumerated() {
      let cells: [Cell?] = [parameter.value, binding.variant?.values[parameter.name]]
      guard let cell = cells.firstNonNil({ $0?.innermost(at: place) }) else { continue }
      return origin(cell, Above(columns: 0, parameters: index), at: place)
    }
    for (column, rule) in spec.scale where rule.covers(place) {
      let names = names(in: rule, at: place) { $0 != column }
      return Origin(position: place, cell: nil, names: names, isGiven: false)
    }
    for (index, column) in (block?.columns ?? []).enumerated() {
      guard let value = column.defaultValue, value.covers(place) else { continue }
      return Origin(
        position: place, cell: nil, names: names(in: value, at: place), isGiven: false,
        above: Above(columns: index))
    }
    return nil
  }

  private func origin(
    _ cell: Cell, _ above: Above = Above(), in column: String? = nil, at place: SourcePosition,
    where isRead: (String) -> Bool = { _ in true }
  ) -> Origin {
    guard case .expression(let expression) = cell.content else { return Origin(cell, []) }
    var names = names(in: expression, at: place, where: isRead)
    if let column, expression.root.calls("scale"), let rule = scope.spec.scale[column] {
      names += rule.orderedNames.filter { $0 != column }
    }
    return Origin(cell, names, above)
  }

  /// A number computed by a rule, from parameters or from nothing.
  private func scaled(_ cell: Cell, by rule: Expression, _ column: String) -> Origin {
    let names = rule.orderedNames
    guard !names.contains(column), let position = rule.origin else {
      return Origin(cell, names.filter { $0 != column })
    }
    return Origin(
      position: cell.position, cell: nil, names: [], isGiven: false, rule: position)
  }

  /// The name at a position, or all names if there is none.
  private func names(
    in expression: Expression, at place: SourcePosition,
    where isRead: (String) -> Bool = { _ in true }
  ) -> [String] {
    let names = expression.orderedNames.filter(isRead)
    guard let origin = expression.origin, origin.line == place.line else { return names }
    let offset = place.column - origin.column
    guard let name = expression.root.name(at: offset) else { return names }
    // In `op == k7`, op is the one that is not a word.
    if source(of: name) == nil, let other = expression.root.compared(at: offset) {
      return other.orderedNames.filter(isRead)
    }
    return names.filter { $0 == name }
  }
}

extension Trail.Origin {
  init(_ cell: Cell, isGiven: Bool = false) {
    self.init(position: cell.position, cell: cell, names: cell.orderedNames, isGiven: isGiven)
  }

  fileprivate init(_ cell: Cell, _ names: [String], _ above: Trail.Above = Trail.Above()) {
    self.init(
      position: cell.position, cell: cell, names: names, isGiven: false, above: above)
  }
}

extension Cell {
  /// The cell itself, or the one in its list, that covers a position; nil if none does.
  fileprivate func innermost(at place: SourcePosition) -> Cell? {
    if case .list(let cells) = content, place != position {
      return cells.firstNonNil { $0?.innermost(at: place) }
    }
    guard place.line == position.line else { return nil }
    let end = position.column + text.unicodeScalars.count + (isQuoted ? 2 : 0)
    return place == position || (position.column..<end).contains(place.column) ? self : nil
  }

  private var isQuoted: Bool {
    switch content {
    case .expression, .text, .perAxis: true
    case .number, .bool, .list: false
    }
  }

  fileprivate var orderedNames: [String] {
    switch content {
    case .expression(let expression): expression.orderedNames
    // Whether it is a list follows from its position.
    case .number, .bool, .text, .perAxis, .list: []
    }
  }
}

extension Expression {
  /// The names in it, from left to right.
  var orderedNames: [String] { root.orderedNames }

  fileprivate func covers(_ place: SourcePosition) -> Bool {
    guard let origin, origin.line == place.line else { return false }
    return (origin.column...origin.column + text.unicodeScalars.count).contains(place.column)
  }
}
